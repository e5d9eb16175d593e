import type { EventOutput } from '../events/enrichment';
import type { RecordFilter } from '../queries/recordFilter';
import type { RecordKind } from '../records/kinds';
import type { WebhookEvent } from './events';
import type { SignatureRules } from './signature';

/**
 * Terra's older documentation says that it retries for a little over a day, but not whether it
 * signs each retry anew. If it does not, a limit of a few minutes, as in Terra's clients, would
 * reject all retries after an outage, so this is twice the documented time. `dedupe_key` covers
 * late replays of genuine events.
 */
export const defaultMaxAgeHours = 48;

/** The node's parameters. */
export interface WebhookSettings {
	events: ReadonlySet<WebhookEvent>;
	itemPer: 'event' | 'record';
	/** The kinds that get a new dedupe key for each version. */
	versioned: ReadonlySet<RecordKind>;
	output: EventOutput;
	filter: RecordFilter;
}

/** The signature rules that the node sets; the secrets are in the credential. */
export type SignatureSettings = Omit<SignatureRules, 'secrets'>;
