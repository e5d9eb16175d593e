import type { PollEvent } from '../../../../nodes/TerraTeams/polling/events';
import type { EventRecord } from '../../../../nodes/TerraTeams/events/items';
import { versionOfJson, type ServerRecord } from './terraServer';

/** Property 3, over all that was ever emitted, whatever n8n forgot of it. */
export class DedupeProperty {
	/** Dedupe keys by what they stand for, and the other way round. */
	private readonly keys = new Map<string, string>();
	private readonly meanings = new Map<string, string>();

	/** What in the items of a poll breaks the property. */
	check(
		items: readonly EventRecord[],
		records: readonly ServerRecord[],
		events: readonly PollEvent[],
	): string[] {
		const broken: string[] = [];
		for (const { dedupeKey, record: json } of items) {
			const record = records[Number(json.serial)];
			if (!record) continue;
			const hasUpdates = events.some((event) => event === `${record.kind}Updated`);
			const thing = hasUpdates || !record.hasId ? versionOfJson(json) : record.serial;
			const meaning = `${hasUpdates} ${thing}`;
			const before = this.keys.get(meaning) ?? dedupeKey;
			if (before !== dedupeKey) broken.push(`3: ${meaning} is ${before} and ${dedupeKey}`);
			const key = `${hasUpdates} ${dedupeKey}`;
			const other = this.meanings.get(key) ?? meaning;
			if (other !== meaning) broken.push(`3: ${dedupeKey} is ${other} and ${meaning}`);
			this.keys.set(meaning, dedupeKey);
			this.meanings.set(key, meaning);
		}
		return broken;
	}
}
