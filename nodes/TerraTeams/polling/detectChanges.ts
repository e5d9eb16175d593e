import { digestOf, identityOf } from '../records/dedupeKey';
import { fingerprint } from '../records/fingerprint';
import type { JsonObject } from '../records/json';
import { isDated, kindRules, type RecordKind } from '../records/kinds';
import { dayOf } from '../records/time';
import { versionLength, type SeenRecord, type SeenRecords } from './seenRecords';

/** A record that differs from its entry in the seen records. */
export interface Change {
	record: JsonObject;
	/** `none` where only the entry changes. */
	type: 'created' | 'updated' | 'none';
	/** Whether a filter left out the version before this one. */
	wasLeftOut: boolean;
	/** Identifies the record among those of its kind and coach: its id, or its digest. */
	identity: string;
	/** 16 characters that change with the content. */
	digest: string;
	/** The key in the seen records, and the new entry for it. */
	key: string;
	seen: SeenRecord;
	timestampUs: number | null;
}

/**
 * Finds the records of a kind and coach that are new or changed, in their order. Of several with the
 * same id that differ, one counts, and the same one whatever their order: otherwise each poll would
 * find an update.
 *
 * A record without an id is identified by its features (time and name). Several with the same
 * features are identified by their content, so that a changed one counts as new.
 *
 * A filter leaves out what the user does not want: such a record is seen, so that another filter
 * does not find it later on, but a version of it that passes counts as created.
 *
 * @param todayUs the current time, microseconds since 1970
 * @param matches whether a record passes the filter
 */
export function detectChanges(
	kind: RecordKind,
	records: readonly JsonObject[],
	seen: SeenRecords,
	todayUs: number,
	matches: (record: JsonObject) => boolean = () => true,
): Change[] {
	const rules = kindRules[kind];
	const featureCounts = countByFeatures(kind, records);
	const changes = new Map<string, Change>();
	for (const record of records) {
		const timestampUs = rules.timestampUs(record);
		const digest = digestOf(kind, record);
		const current: SeenRecord = {
			version: digest.slice(0, versionLength),
			day: dayOf(isDated(kind) && timestampUs !== null ? timestampUs : todayUs),
			isLeftOut: !matches(record),
		};
		const id = rules.id(record);
		const key =
			id === null
				? keyWithoutId(featuresOf(kind, record), digest, current, featureCounts, seen)
				: fingerprint(`id ${rules.owner?.(record) ?? ''} ${id}`, 8);
		const other = changes.get(key);
		if (other && other.digest <= digest) continue;
		const known = seen.lookup(key, current.day);
		const type = typeOf(known, current);
		changes.set(key, {
			record,
			type,
			wasLeftOut: known?.isLeftOut === true,
			identity: identityOf(kind, record, () => digest),
			digest,
			key,
			seen: current,
			timestampUs,
		});
	}
	return [...changes.values()].filter(({ key, type, seen: { day, isLeftOut } }) => {
		if (type !== 'none') return true;
		const known = seen.lookup(key, day);
		return known?.day !== day || known.isLeftOut !== isLeftOut;
	});
}

/** A version that the filter let through after it left out the others is the first one to be seen. */
function typeOf(known: SeenRecord | undefined, current: SeenRecord): Change['type'] {
	if (!known) return 'created';
	if (known.version === current.version) return 'none';
	return known.isLeftOut ? 'created' : 'updated';
}

function keyWithoutId(
	features: string | null,
	digest: string,
	{ version, day }: SeenRecord,
	featureCounts: ReadonlyMap<string, number>,
	seen: SeenRecords,
): string {
	const own = fingerprint(`content ${digest}`, 8);
	if (features === null || seen.lookup(own, day)) return own;
	const shared = fingerprint(`features ${features}`, 8);
	const isAlone = featureCounts.get(features) === 1;
	return seen.lookup(shared, day)?.version === version || isAlone ? shared : own;
}

function countByFeatures(kind: RecordKind, records: readonly JsonObject[]) {
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
