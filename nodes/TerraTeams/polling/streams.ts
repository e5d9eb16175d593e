import { fingerprint } from '../records/fingerprint';
import type { JsonObject } from '../records/json';
import { isDated, type RecordKind } from '../records/kinds';
import { readCoachId } from '../records/readers';
import { usPerDay } from '../records/time';
import type { PollSettings } from './settings';
import type { Stream } from './state';

/** A stream: the records of a kind, of one coach or (`null`) of the whole account. */
export interface StreamName {
	kind: RecordKind;
	coachId: string | null;
	/** 8 characters; the first one stands for the kind. */
	key: string;
}

const letterOf: Record<RecordKind, string> = { activity: 'a', athlete: 'p', coach: 'c', test: 't' };

/**
 * The streams that the settings select.
 *
 * @param coaches the coaches of the account, where all of them are watched
 */
export function streamsToRead(
	kinds: ReadonlySet<RecordKind>,
	settings: PollSettings,
	coaches: readonly JsonObject[] | null,
): StreamName[] {
	const coachIds =
		settings.coaches === 'all'
			? (coaches ?? []).flatMap((coach) => readCoachId(coach) ?? [])
			: settings.coaches;
	const ofAccount = [null];
	return [...kinds].flatMap((kind) => {
		const isOfAccount = kind === 'coach' || (kind === 'athlete' && settings.coaches === 'all');
		return [...new Set(isOfAccount ? ofAccount : coachIds)].map((coachId) => ({
			kind,
			coachId,
			key: letterOf[kind] + fingerprint(`${settings.account} ${kind} ${coachId ?? ''}`, 7),
		}));
	});
}

/** The names, rotated so that the one with this key comes first. */
export function startingWith(names: readonly StreamName[], key: string): StreamName[] {
	const at = Math.max(
		0,
		names.findIndex((name) => name.key === key),
	);
	return [...names.slice(at), ...names.slice(0, at)];
}

/**
 * Whether to keep the state of a stream that is not read. A coach that is missing from the
 * account's list may come back within the look-back: then nothing of the time between is lost, and
 * neither is what was left to the next poll. A stream that the settings no longer select is
 * dropped, so that it starts over if they select it again.
 */
export function isWorthKeeping(
	stream: Stream,
	kinds: ReadonlySet<RecordKind>,
	settings: PollSettings,
	nowUs: number,
): boolean {
	if (settings.coaches !== 'all') return false;
	const ofDatedKind = [...kinds].some(
		(kind) => isDated(kind) && stream.key.startsWith(letterOf[kind]),
	);
	const missingUs = nowUs - (stream.missingSinceUs ?? nowUs);
	return ofDatedKind && missingUs < settings.lookBackDays * usPerDay;
}
