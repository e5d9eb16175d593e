import { fingerprint } from './fingerprint';
import { canonicalJson, type JsonObject } from './json';
import { kindRules, type RecordKind } from './kinds';

/**
 * The parts of an item's `dedupe_key`. Both triggers use them, so that a record has the same key in
 * both.
 */

/** 16 characters that change with the content of a record. */
export function digestOf(kind: RecordKind, record: JsonObject): string {
	return fingerprint(canonicalJson(kindRules[kind].content(record)), 16);
}

/**
 * Identifies a record among those of its kind and coach: its id, or else its digest.
 *
 * @param digest called only where there is no id, since large records take a while
 */
export function identityOf(kind: RecordKind, record: JsonObject, digest: () => string): string {
	return kindRules[kind].id(record) ?? `~${digest()}`;
}

/**
 * The same text each time the same record is emitted.
 *
 * @param version the record's digest, where each version gets its own key
 */
export function dedupeKey(
	kind: RecordKind,
	coachId: string | null,
	identity: string,
	version?: string,
): string {
	const name = kind === 'coach' ? [kind, identity] : [kind, coachId ?? '', identity];
	return (version === undefined ? name : [...name, version]).join(':');
}
