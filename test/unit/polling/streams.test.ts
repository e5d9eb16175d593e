import type { PollSettings } from '../../../nodes/TerraTeams/polling/settings';
import {
	isWorthKeeping,
	startingWith,
	streamsToRead,
} from '../../../nodes/TerraTeams/polling/streams';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import type { RecordKind } from '../../../nodes/TerraTeams/records/kinds';
import { nowUs, settings, streamOf } from './examples';
import { usPerDay } from './fixture';

// What users have saved goes by these keys: a stream with another one would begin anew.
const testsOfAnna = { kind: 'test', coachId: 'anna', key: 't6_sgU0m' };
const testsOfBob = { kind: 'test', coachId: 'bob', key: 'tZIQ6nU-' };
const activitiesOfAnna = { kind: 'activity', coachId: 'anna', key: 'aJPKs1hC' };
const athletesOfAnna = { kind: 'athlete', coachId: 'anna', key: 'pZSK-Ygq' };
const allAthletes = { kind: 'athlete', coachId: null, key: 'pXLABHIu' };
const allCoaches = { kind: 'coach', coachId: null, key: 'cyEeejWH' };

describe('the streams', () => {
	const anna = { coach_id: 'anna' };
	const bob = { coach_id: 'bob' };

	it.each<[string, RecordKind[], PollSettings['coaches'], JsonObject[] | null, object[]]>([
		['one of each coach', ['test'], 'all', [anna, bob], [testsOfAnna, testsOfBob]],
		['one of each kind', ['activity', 'test'], 'all', [anna], [activitiesOfAnna, testsOfAnna]],
		[
			'one kind after the other',
			['test', 'activity'],
			'all',
			[anna],
			[testsOfAnna, activitiesOfAnna],
		],
		['of the coaches that are chosen', ['test'], ['bob'], [anna], [testsOfBob]],
		[
			'of chosen coaches, once each',
			['test'],
			['bob', 'anna', 'bob'],
			null,
			[testsOfBob, testsOfAnna],
		],
		['of listed coaches, once each', ['test'], 'all', [anna, anna], [testsOfAnna]],
		['of no coach without an id', ['test'], 'all', [{}, { coach_id: '' }, bob], [testsOfBob]],
		['none where there is no list of all coaches', ['test'], 'all', null, []],
		['none where there is no coach', ['test'], 'all', [], []],
		['none where there is no kind', [], 'all', [anna], []],
		['one for the athletes of all coaches', ['athlete'], 'all', [anna, bob], [allAthletes]],
		['one for the athletes of each chosen coach', ['athlete'], ['anna'], null, [athletesOfAnna]],
		['one for the coaches', ['coach'], 'all', [anna, bob], [allCoaches]],
		['one for the coaches even if some are chosen', ['coach'], ['anna', 'bob'], null, [allCoaches]],
	])('are %s', (_, kinds, coaches, listed, expected) => {
		expect(streamsToRead(new Set(kinds), { ...settings, coaches }, listed)).toEqual(expected);
	});

	it('of another account have other keys', () => {
		const other = { ...settings, coaches: ['anna'], account: 'other' };
		expect(streamsToRead(new Set<RecordKind>(['test']), other, null)).toEqual([
			{ ...testsOfAnna, key: 'tt2w-ePk' },
		]);
	});
});

it.each([
	['the first', ['a', 'b', 'c'], 'a', 'abc'],
	['the second', ['a', 'b', 'c'], 'b', 'bca'],
	['the last', ['a', 'b', 'c'], 'c', 'cab'],
	['none', ['a', 'b', 'c'], 'd', 'abc'],
	['none, for want of a key', ['a', 'b', 'c'], '', 'abc'],
	['none, for want of streams', [], 'a', ''],
])('begins with %s of the streams', (_, keys, key, order) => {
	const names = keys.map((one) => ({ kind: 'test', coachId: one, key: one }) as const);
	const rotated = startingWith(names, key);
	expect(rotated.map(({ key: one }) => one).join('')).toBe(order);
	expect(names.map(({ key: one }) => one)).toEqual(keys);
});

describe('the state of a stream that is not read', () => {
	const lookBackUs = 7 * usPerDay;

	it.each([
		['a microsecond less than the look-back', lookBackUs - 1, true],
		['the look-back', lookBackUs, false],
		['a microsecond more than the look-back', lookBackUs + 1, false],
		['no time', 0, true],
	])('is worth keeping or not %s after its coach was first missing', (_, ago, isKept) => {
		const stream = streamOf({ missingSinceUs: nowUs - ago });
		expect(isWorthKeeping(stream, new Set(['test']), settings, nowUs)).toBe(isKept);
	});

	it('is worth keeping when its coach was not missing yet, however long ago it was read', () => {
		const stream = streamOf({ fullScanUs: 0 });
		expect(isWorthKeeping(stream, new Set(['test']), settings, nowUs)).toBe(true);
	});

	it.each<[string, string, RecordKind[], boolean]>([
		['tests that are asked for', 'tAAAAAAA', ['test'], true],
		['activities that are asked for', 'aAAAAAAA', ['activity'], true],
		['tests among other kinds', 'tAAAAAAA', ['athlete', 'activity', 'test'], true],
		['tests that are not asked for', 'tAAAAAAA', ['activity'], false],
		['tests whose key only ends as that of activities', 'tAAAAAAa', ['activity'], false],
		['activities whose key only ends as that of tests', 'aAAAAAAt', ['activity'], true],
		['tests where nothing is asked for', 'tAAAAAAA', [], false],
		['athletes', 'pAAAAAAA', ['athlete'], false],
		['coaches', 'cAAAAAAA', ['coach'], false],
		['athletes beside tests', 'pAAAAAAA', ['athlete', 'test'], false],
	])('is worth keeping or not: %s', (_, key, kinds, isKept) => {
		expect(isWorthKeeping(streamOf({ key }), new Set(kinds), settings, nowUs)).toBe(isKept);
	});

	it('is not worth keeping where coaches are chosen', () => {
		const chosen = { ...settings, coaches: ['anna'] };
		expect(isWorthKeeping(streamOf(), new Set(['test']), chosen, nowUs)).toBe(false);
	});
});
