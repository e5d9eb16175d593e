import type { JsonObject } from '../records/json';
import { digestOf, identityOf } from '../records/dedupeKey';
import { fingerprint } from '../records/fingerprint';
import { isDated, kindRules, type RecordKind } from '../records/kinds';
import { lookup, versionLength, type SeenRecord, type SeenRecords } from './seenRecords';
import { dayOf } from '../records/time';

/** A record that is not as remembered. */
export interface Change {
	record: JsonObject;
	/** `same` where only the day has to be remembered anew. */
	change: 'created' | 'updated' | 'same';
	/** What the record is called among those of its kind and coach: its id, or its digest. */
	identity: string;
	/** 16 characters that change with the content. */
	digest: string;
	/** Under which it is remembered, and what. */
	key: string;
	entry: SeenRecord;
	timestampUs: number | null;
}

/**
 * What is new or changed among the records of a kind and coach, in their order. One that the
 * records hold twice counts once.
 *
 * A record without an id goes by what identifies it (time and name). Where several have that in
 * common they are told apart by their content, since an update of one cannot be told from a new one.
 *
 * @param todayUs the current time, microseconds since 1970
 */
export function detectChanges(
	kind: RecordKind,
	records: readonly JsonObject[],
	memory: SeenRecords,
	todayUs: number,
): Change[] {
	const rules = kindRules[kind];
	const sharing = countSharedFeatures(kind, records);
	const changes: Change[] = [];
	const met = new Set<string>();
	for (const record of records) {
		const timestampUs = rules.timestampUs(record);
		const digest = digestOf(kind, record);
		const entry: SeenRecord = {
			version: digest.slice(0, versionLength),
			day: dayOf(isDated(kind) && timestampUs !== null ? timestampUs : todayUs),
		};
		const id = rules.id(record);
		const key =
			id === null
				? keyWithoutId(featuresOf(kind, record), digest, entry.version, sharing, memory)
				: fingerprint(`id ${rules.owner?.(record) ?? ''} ${id}`, 8);
		if (met.has(key)) continue;
		met.add(key);
		const known = lookup(memory, key);
		if (known?.version === entry.version && known.day === entry.day) continue;
		const change = !known ? 'created' : known.version === entry.version ? 'same' : 'updated';
		changes.push({
			record,
			change,
			identity: identityOf(kind, record, () => digest),
			digest,
			key,
			entry,
			timestampUs,
		});
	}
	return changes;
}

function keyWithoutId(
	features: string | null,
	digest: string,
	version: string,
	sharing: ReadonlyMap<string, number>,
	memory: SeenRecords,
): string {
	const own = fingerprint(`content ${digest}`, 8);
	if (features === null || lookup(memory, own)) return own;
	const shared = fingerprint(`features ${features}`, 8);
	const known = lookup(memory, shared);
	const isAlone = sharing.get(features) === 1;
	return known?.version === version || isAlone ? shared : own;
}

function countSharedFeatures(
	kind: RecordKind,
	records: readonly JsonObject[],
): Map<string, number> {
	const counts = new Map<string, number>();
	for (const record of records) {
		if (kindRules[kind].id(record) !== null) continue;
		const features = featuresOf(kind, record);
		if (features !== null) counts.set(features, (counts.get(features) ?? 0) + 1);
	}
	return counts;
}

function featuresOf(kind: RecordKind, record: JsonObject): string | null {
	const features = kindRules[kind].features(record);
	return features.some((feature) => feature !== null) ? JSON.stringify(features) : null;
}
