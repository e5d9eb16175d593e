import { testPollingTrigger } from './pollingTrigger';

const env = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	// By default it plans polls every 10 s, starts them every 5 s and repeats lost ones every 30 s.
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '2',
	N8N_SCHEDULER_REAPER_INTERVAL: '2',
};

describe('the trigger in a real n8n, the durable scheduler', () => testPollingTrigger(env, 1));
