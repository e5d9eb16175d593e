import { testPollingTrigger } from './pollingTrigger';

describe('the trigger in a real n8n, the default engine', () => testPollingTrigger({}, 0));
