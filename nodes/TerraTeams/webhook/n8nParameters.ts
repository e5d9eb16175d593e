import { readFilter } from '../shared/filters.fields';
import { readHistoryOptions } from '../shared/history.fields';
import { readOutputOptions } from '../shared/includeAthlete.fields';
import { parseDuration, parseFlag } from '../shared/parameters';
import type { TriggerParameters } from '../shared/triggerParameters';
import { isWebhookEvent, kindsOf } from './events';
import { defaultMaxAgeHours, type SignatureSettings, type WebhookSettings } from './settings';

/** @throws InputError for a parameter with an invalid value */
export function readSignatureSettings(parameters: TriggerParameters): SignatureSettings {
	const { acceptUnsigned, maxAgeHours } = parameters.collection('options');
	return {
		acceptsUnsigned: parseFlag(acceptUnsigned ?? false, 'Accept Unsigned Events'),
		maxAgeSeconds: parseDuration(maxAgeHours ?? defaultMaxAgeHours, 'Max Age', 'hours') * 3600,
	};
}

/** @throws InputError for a parameter with an invalid value */
export function readSettings(parameters: TriggerParameters): WebhookSettings {
	const { versions } = parameters.collection('options');
	const chosen: unknown[] = Array.isArray(versions) ? versions : [];
	const events = parameters.events(isWebhookEvent);
	const filter = readFilter(parameters);
	const output = readOutputOptions(parameters, kindsOf(events), filter.athleteIds);
	return {
		events,
		itemPer: parameters.value('itemPer') === 'event' ? 'event' : 'record',
		output: { ...output, history: readHistoryOptions(parameters, output) },
		filter,
		versioned: new Set((['activity', 'test'] as const).filter((kind) => chosen.includes(kind))),
	};
}
