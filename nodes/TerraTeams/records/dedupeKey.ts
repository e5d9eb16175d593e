import { canonicalJson, type JsonObject } from './json';
import { fingerprint } from './fingerprint';
import { kindRules, type RecordKind } from './kinds';

/**
 * What an item's `dedupe_key` is made of. Both triggers make theirs here, so that a record has the
 * same key whichever of them gives it.
 */

/** 16 characters that change with the content of a record. */
export function digestOf(kind: RecordKind, record: JsonObject): string {
	return fingerprint(canonicalJson(kindRules[kind].content(record)), 16);
}

/**
 * What a record is called among those of its kind and coach: its id, or else its digest.
 *
 * @param digest asked for only where there is no id, since large records take a while
 */
export function identityOf(kind: RecordKind, record: JsonObject, digest: () => string): string {
	return kindRules[kind].id(record) ?? `~${digest()}`;
}

/**
 * The same text whenever the same thing is given again.
 *
 * @param version the record's digest, where each version is a thing of its own
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
