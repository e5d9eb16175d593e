import { activityMetricReader } from '../../../../nodes/TerraTeams/output/activity/activityMetrics';
import { AthleteIndex } from '../../../../nodes/TerraTeams/output/activity/athleteIndex';
import {
	participationsOf,
	type Participation,
} from '../../../../nodes/TerraTeams/output/activity/participation';
import type { Json, JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { metric } from './activities';

function participationsIn(place: JsonObject, athletes: JsonObject[] = []): Participation[] {
	const index = new AthleteIndex({ athletes });
	return participationsOf(place, index, index.listed, activityMetricReader(new Map()));
}

it('has each athlete once: the listed, the detailed, those of the lists and of the metrics', () => {
	const place = {
		athlete_metrics: { f: [], d: [], a: [] },
		athlete_participation: { unknown: ['e', 'a'], partial: ['d'], full: ['c', 'b'] },
		detailed_athlete_participation: [{ athlete_id: 'b' }, { athlete_id: 'a' }],
	};
	const athletes = [{ athlete_id: 'z' }, { athlete_id: 'a' }];
	expect(participationsIn(place, athletes).map(({ athlete }) => athlete.athlete_id)).toEqual([
		'z',
		'a',
		'b',
		'c',
		'd',
		'e',
		'f',
	]);
});

describe('the key of an athlete', () => {
	it('is the id, or else the name, or else says that there is nobody', () => {
		const athletes = [
			{ last_name: 'Doe', athlete_id: 'a' },
			{ first_name: 'Jane', last_name: 'Doe' },
			{ external_athlete_id: '10', first_name: 'Joan' },
			{ reference_id: 'r' },
		];
		expect(participationsIn({}, athletes).map(({ key }) => key)).toEqual([
			'a',
			'Jane Doe',
			'10',
			'nobody',
		]);
	});

	it('has a number from the second athlete on with the same one', () => {
		const athletes = [{}, { first_name: 'b' }, {}, { athlete_id: 'b' }];
		expect(participationsIn({}, athletes).map(({ key }) => key)).toEqual([
			'nobody',
			'b',
			'nobody_2',
			'b_2',
		]);
	});
});

describe('how far an athlete took part', () => {
	it.each([
		[0, 'unknown'],
		[1, 'full'],
		[2, 'partial'],
		[null, null],
		[undefined, null],
	])('is what the detailed list says: %j is %j', (participation, extent) => {
		const place = { detailed_athlete_participation: [{ athlete_id: 'a', participation }] };
		expect(participationsIn(place).map((one) => one.extent)).toEqual([extent]);
	});

	it.each([
		[{ full: ['a'] }, 'full'],
		[{ partial: ['a'] }, 'partial'],
		[{ unknown: ['a'] }, 'unknown'],
		[{ unknown: ['a'], partial: ['a'] }, 'partial'],
		[{ unknown: ['a'], partial: ['a'], full: ['a'] }, 'full'],
		[{ others: ['a'], full: null, partial: 'a' }, null],
		[null, null],
		[['a'], null],
	])('is what the lists say, the surest first: %j is %j', (athlete_participation, extent) => {
		const athletes = [{ athlete_id: 'a' }];
		const found = participationsIn({ athlete_participation }, athletes);
		expect(found.map((one) => one.extent)).toEqual([extent]);
	});

	it.each([
		[1, { partial: ['a'] }, 'full'],
		[0, { partial: ['a'] }, 'partial'],
		[null, { partial: ['a'] }, 'partial'],
		[0, { full: ['b'] }, 'unknown'],
	])('is what the detailed list says if it knows: %j beside %j is %j', (code, lists, extent) => {
		const place = {
			detailed_athlete_participation: [{ athlete_id: 'a', participation: code }],
			athlete_participation: lists,
		};
		expect(participationsIn(place)[0]?.extent).toBe(extent);
	});
});

it('takes the first side and function that the detailed list has of an athlete', () => {
	const entries = [
		{ athlete_id: 'a', is_home_team: -1, function: '' },
		{ athlete_id: 'a', is_home_team: 0, function: 'Wing', participation: 2 },
		{ athlete_id: 'a', is_home_team: 1, function: 'Centre', participation: 1 },
		{ athlete_id: 'b' },
	];
	expect(participationsIn({ detailed_athlete_participation: entries })).toMatchObject([
		{ homeOrAway: 'away', function: 'Wing', extent: 'partial' },
		{ homeOrAway: null, function: null, extent: null },
	]);
});

describe('the metrics of an athlete', () => {
	const valuesIn = (place: JsonObject, athletes: JsonObject[] = []) =>
		participationsIn(place, athletes).map(({ athlete, metrics }) => [
			athlete.athlete_id,
			[...metrics].map(([key, { value }]) => [key, value]),
		]);

	it('come from a map by id', () => {
		const byId = { b: [metric('load', 2)], a: null, x: [metric('speed', 3)] };
		const athletes = [{ athlete_id: 'b', external_athlete_id: 'x' }];
		expect(valuesIn({ athlete_metrics: byId }, athletes)).toEqual([
			[
				'b',
				[
					['load', 2],
					['speed', 3],
				],
			],
			['a', []],
		]);
	});

	it('come from a list of entries, of which one may have no id and one no metrics', () => {
		const entries = [
			{ metrics: [metric('load', 1)] },
			{ athlete_id: 'b' },
			null,
			{ athlete_id: null, metrics: [metric('speed', 2)] },
		];
		expect(valuesIn({ athlete_metrics: entries })).toEqual([
			[
				null,
				[
					['load', 1],
					['speed', 2],
				],
			],
			['b', []],
		]);
	});

	it('are read from all lists of the athlete at once, and from none where there are none', () => {
		const read: (Json | undefined)[][] = [];
		const [load, speed] = [[metric('load', 1)], [metric('speed', 2)]];
		const index = new AthleteIndex({
			athletes: [{ athlete_id: 'a' }, { athlete_id: 'b', external_athlete_id: 'x' }],
		});
		participationsOf(
			{ athlete_metrics: { x: speed, b: load } },
			index,
			index.listed,
			(...lists) => {
				read.push(lists);
				return new Map();
			},
		);
		expect(read).toEqual([[], [speed, load]]);
	});
});
