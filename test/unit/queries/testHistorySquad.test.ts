import { compareTests, valuesWithoutPast } from '../../../nodes/TerraTeams/queries/testHistory';
import type { Test } from '../../../nodes/TerraTeams/records/types';
import { failureLike } from '../api/modelServer';
import { force, ofForce, settings, testOn, unknownPast } from './comparedTests';
import {
	athleteOf,
	countsOf,
	daysOf,
	held,
	namingDays,
	ofPart,
	ofSquad,
	rosterCall,
	searchCall,
	sourceOf,
} from './historySource';
import { nowUs, rosterOf } from './ownedTests';

describe('the whole squad', () => {
	// Means of 20, 20, 30, 40 and 40 have a standard deviation of 10.
	const past = [20, 20, 30, 40, 40].flatMap((value, athlete) =>
		[0, 1, 2].map((day) => held(`${athlete} ${day}`, day, value, athlete)),
	);
	const tests = [{ record: testOn(3, 33), athlete: athleteOf(2) }];

	it('gives the smallest worthwhile change', async () => {
		const { source, asked } = sourceOf(past, rosterOf(5));
		const comparison = {
			previous_value: 30,
			previous_timestamp: '2026-06-03T00:00:00.000Z',
			change: 3,
			change_percent: 10,
			baseline_count: 3,
			baseline_mean: 30,
			baseline_sd: 0,
			baseline_min: 30,
			baseline_max: 30,
			z_score: null,
			is_highest: true,
			is_lowest: false,
			swc: 2,
			exceeds_swc: true,
		};
		expect(await compareTests('coach-a', tests, ofSquad, source)).toEqual({
			tests: [{ athlete: athleteOf(2), compared: [{ ...ofForce, value: 33, comparison }] }],
			unnamed: [],
		});
		const naming = namingDays(0, 2);
		expect(asked).toEqual([
			{ call: 'getTests', coachId: 'coach-a', range: daysOf(-7, 3) },
			rosterCall,
			searchCall(naming, 0, 1, 3),
			searchCall(naming, 0, 2, 4),
			searchCall(naming, 1, 2),
			searchCall(naming, 3, 4),
		]);
	});

	it('is not known where only the athletes of the tests are asked for', async () => {
		const { source } = sourceOf(past, rosterOf(5));
		const result = await compareTests('coach-a', tests, ofPart, source);
		expect(result.tests[0]?.compared).toMatchObject([
			{ comparison: { baseline_count: 3, change: 3, swc: null, exceeds_swc: null } },
		]);
	});

	it('has a past of nobody where its athletes cannot be told', async () => {
		const { source } = sourceOf(past, rosterOf(5));
		source.searchTests = async () => {
			throw failureLike({ status: 500 });
		};
		const result = await compareTests('coach-a', tests, ofSquad, source);
		expect(countsOf(result)).toEqual([[athleteOf(2), 0]]);
		expect(result.unnamed).toMatchObject([{ tests: 15, failure: { status: 500 } }]);
	});
});

describe('several tests of an athlete', () => {
	const both = (fields: [Test, Test]) => [
		held('unused', 1, 40, 0, fields[0]),
		held('unused', 3, 44, 0, fields[1]),
	];

	it.each<[string, [Test, Test]]>([
		['with ids', [{ test_id: 'one' }, { test_id: 'two' }]],
		['without ids', [{ test_id: null }, { test_id: null }]],
	])('%s are each the past of the later ones, once', async (_, fields) => {
		for (const settingsOf of [ofPart, ofSquad]) {
			const tests = both(fields);
			const { source, asked } = sourceOf([...tests].reverse());
			const compared = tests.map(({ record }) => ({ record, athlete: athleteOf(0) }));
			const result = await compareTests('coach-a', compared, settingsOf, source);
			expect(countsOf(result)).toEqual([
				[athleteOf(0), 0],
				[athleteOf(0), 1],
			]);
			expect(asked).toHaveLength(1);
		}
	});

	it('without ids are the same where a response names their athlete', async () => {
		const tests = both([{ test_id: null }, { test_id: null }]);
		const { athlete_id: id } = athleteOf(0);
		const { source } = sourceOf(
			tests.map((test) => ({ ...test, record: { ...test.record, athlete_id: id } })),
		);
		const compared = tests.map(({ record }) => ({ record, athlete: athleteOf(0) }));
		const result = await compareTests('coach-a', compared, ofPart, source);
		expect(countsOf(result)).toEqual([
			[athleteOf(0), 0],
			[athleteOf(0), 1],
		]);
	});

	it('may be versions of one test, which have values of their own', async () => {
		const tests = both([{ test_id: 'one' }, { test_id: 'one' }]);
		const { source } = sourceOf([held('old', 0, 30, 0)]);
		const compared = tests.map(({ record }) => ({ record, athlete: athleteOf(0) }));
		const result = await compareTests('coach-a', compared, ofPart, source);
		expect(
			result.tests.map((test) =>
				test.compared.map(({ value, comparison }) => [value, comparison.change]),
			),
		).toEqual([[[40, 10]], [[44, 4]]]);
	});

	it('have one past of those that came back twice', async () => {
		const old = held('old', 0, 30, 0);
		const { source } = sourceOf([old, { ...old, record: { ...old.record, notes: 'changed' } }]);
		const tests = [{ record: testOn(3, 44), athlete: athleteOf(0) }];
		const result = await compareTests('coach-a', tests, ofPart, source);
		expect(countsOf(result)).toEqual([[athleteOf(0), 1]]);
	});
});

describe('a past that cannot be read', () => {
	const tests = [{ record: testOn(3, 48), athlete: athleteOf(0) }];

	it.each([failureLike({ status: 500 }), failureLike({ status: 404 }), new TypeError('a bug')])(
		'is a failure: %p',
		async (failure) => {
			const { source } = sourceOf([]);
			source.getTests = async () => {
				throw failure;
			};
			await expect(compareTests('coach-a', tests, ofSquad, source)).rejects.toBe(failure);
			source.searchTests = source.getTests;
			await expect(compareTests('coach-a', tests, ofPart, source)).rejects.toBe(failure);
		},
	);

	it('does not matter where nobody asks for it', async () => {
		const { source } = sourceOf([]);
		source.getTests = async () => {
			throw failureLike({ status: 500 });
		};
		const result = await compareTests('coach-a', tests, ofPart, source);
		expect(countsOf(result)).toEqual([[athleteOf(0), 0]]);
	});
});

describe('values without a past', () => {
	it('are those of each test, also of a known athlete', () => {
		const tests = [
			{ record: testOn(0, 40), athlete: athleteOf(0) },
			{ record: testOn(1, 0, { test_result_metrics: null }) },
			{ record: testOn(2, 44), athlete: athleteOf(0) },
			{ record: testOn(0, 46, { timestamp_us: nowUs }), athlete: null },
		];
		const valueOf = (value: number) => ({ ...ofForce, value, comparison: unknownPast });
		for (const settingsOf of [settings, ofPart]) {
			expect(valuesWithoutPast(tests, settingsOf)).toEqual([
				[valueOf(40)],
				[],
				[valueOf(44)],
				[valueOf(46)],
			]);
		}
	});

	it('are computed as the settings say', () => {
		const sides = { test_result_metrics: [force(80, 1), force(100, 2)] };
		const [values = []] = valuesWithoutPast([{ record: testOn(0, 0, sides) }], {
			...settings,
			computesAsymmetry: true,
		});
		expect(values.map(({ key, value }) => [key, value])).toEqual([
			['force_max_left', 80],
			['force_max_right', 100],
			['force_max_asymmetry_computed_percent', 20],
		]);
	});

	it('of no tests are none', () => {
		expect(valuesWithoutPast([], settings)).toEqual([]);
	});
});
