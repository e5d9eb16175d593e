import type { OutputOptions } from '../output/output';
import type { RecordKind } from '../records/kinds';
import type { WebhookEvent } from './events';
import type { SignatureRules } from './signature';

/**
 * Terra repeats an event that was not answered for a little over a day, by its older documentation,
 * and does not say whether a repeat is signed anew. If it is not, a limit of a few minutes, as
 * Terra's clients have it, would refuse all repeats after an outage: twice the longest time that is
 * documented loses none. What a late replay of a genuine event could do, `dedupe_key` prevents.
 */
export const defaultMaxAgeHours = 48;

/** What the trigger was set to. */
export interface WebhookSettings {
	events: ReadonlySet<WebhookEvent>;
	itemPer: 'event' | 'record';
	/** The kinds of which each version is a thing of its own. */
	versioned: ReadonlySet<RecordKind>;
	output: OutputOptions;
}

/** The signature rules, but for the credential's part of them. */
export type SignatureSettings = Omit<SignatureRules, 'secrets'>;
