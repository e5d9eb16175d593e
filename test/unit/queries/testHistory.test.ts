import { ConcurrencyLimiter } from '../../../nodes/TerraTeams/api/concurrencyLimiter';
import { compareTests } from '../../../nodes/TerraTeams/queries/testHistory';
import type { Athlete } from '../../../nodes/TerraTeams/records/types';
import { failureLike } from '../api/modelServer';
import { ofForce, testOn, unknownPast } from './comparedTests';
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
import { usPerDay } from './ranges';

describe('the past of athletes that are known', () => {
	it('is asked for once, and takes no other request where there is none', async () => {
		const { source, asked } = sourceOf([]);
		const athlete = athleteOf(0);
		const result = await compareTests(
			'coach-a',
			[{ record: testOn(3, 48), athlete }],
			ofPart,
			source,
		);
		const comparison = { ...unknownPast, baseline_count: 0 };
		expect(result).toEqual({
			tests: [{ athlete, compared: [{ ...ofForce, value: 48, comparison }] }],
			unnamed: [],
		});
		expect(asked).toEqual([searchCall(daysOf(-7, 3), 0)]);
	});

	it('is attributed among these athletes alone, and compared', async () => {
		const past = [
			held('one', 0, 44, 0),
			held('two', 1, 40, 0),
			held('other', 1, 10, 1),
			held('early', -8, 10, 0),
			held('late', 3.5, 10, 0),
		];
		const nameless: Athlete = { first_name: 'Zoe' };
		const { source, asked } = sourceOf(past, [nameless, ...rosterOf(3)]);
		const tests = [{ record: testOn(3, 48), athlete: athleteOf(0) }];
		const result = await compareTests('coach-a', tests, { ...ofPart, minTests: 2 }, source);
		const comparison = {
			...unknownPast,
			previous_value: 40,
			previous_timestamp: '2026-06-02T00:00:00.000Z',
			change: 8,
			change_percent: 20,
			baseline_count: 2,
			baseline_mean: 42,
			baseline_sd: Math.sqrt(8),
			baseline_min: 40,
			baseline_max: 44,
			z_score: 6 / Math.sqrt(8),
			is_highest: true,
			is_lowest: false,
		};
		expect(result).toEqual({
			tests: [{ athlete: athleteOf(0), compared: [{ ...ofForce, value: 48, comparison }] }],
			unnamed: [],
		});
		const naming = searchCall(namingDays(0, 1), 0);
		expect(asked).toEqual([searchCall(daysOf(-7, 3), 0), rosterCall, naming, naming]);
	});

	it('is that of each athlete once, in as few ranges as it has parts', async () => {
		const { source, asked } = sourceOf([]);
		const tests = [
			testOn(0, 1, { timestamp_us: nowUs + 25 * usPerDay + 1 }),
			testOn(5, 1),
			testOn(0, 1, { timestamp_us: null }),
			testOn(0, 1),
			testOn(15, 1),
		].map((record, n) => ({ record, athlete: athleteOf(n % 2) }));
		await compareTests('coach-a', tests, ofPart, source);
		const { startUs, endUs } = daysOf(15, 25);
		expect(asked).toEqual([
			searchCall(daysOf(-10, 15), 0, 1),
			searchCall({ startUs: startUs + 1, endUs: endUs + 1 }, 0, 1),
		]);
	});

	it('is not asked for where no test has a time', async () => {
		const record = testOn(0, 48, { timestamp_us: null });
		for (const settings of [ofPart, ofSquad]) {
			const { source, asked } = sourceOf([held('old', 0, 44, 0)]);
			const tests = [{ record, athlete: athleteOf(0) }];
			const result = await compareTests('coach-a', tests, settings, source);
			expect(countsOf(result)).toEqual([[athleteOf(0), null]]);
			expect(asked).toEqual([]);
		}
	});

	it('holds a test that came back for two ranges once', async () => {
		const { source } = sourceOf([held('undated', 0, 44, 0, { timestamp_us: null })]);
		source.getCoachAthletes = async () => {
			throw failureLike({ status: 500 });
		};
		const tests = [0, 100].map((day) => ({ record: testOn(day, 48), athlete: athleteOf(0) }));
		const { unnamed } = await compareTests('coach-a', tests, ofPart, source);
		expect(unnamed).toMatchObject([{ tests: 1 }]);
	});
});

describe('tests of nobody', () => {
	it.each<[string, Athlete | null]>([
		['without an athlete', null],
		['of an athlete without an id', { first_name: 'Ada' }],
	])('%s are compared with nothing, without a request', async (_, athlete) => {
		const { source, asked } = sourceOf([held('old', 0, 44, 0)]);
		const tests = [testOn(3, 48), testOn(3, 48, { test_result_metrics: null })].map((record) => ({
			record,
			athlete,
		}));
		expect(await compareTests('coach-a', tests, ofPart, source)).toEqual({
			tests: [
				{ athlete, compared: [{ ...ofForce, value: 48, comparison: unknownPast }] },
				{ athlete, compared: [] },
			],
			unnamed: [],
		});
		expect(asked).toEqual([]);
	});

	it('are none, and take no request', async () => {
		for (const settings of [ofPart, ofSquad]) {
			const { source, asked } = sourceOf([]);
			const result = await compareTests('coach-a', [], settings, source);
			expect(result).toEqual({ tests: [], unnamed: [] });
			expect(asked).toEqual([]);
		}
	});
});

describe('athletes that are not known', () => {
	const current = [held('a', 3, 50, 0), held('b', 3, 51, 1), held('c', 3, 52, 2)];
	const past = [held('old', 1, 40, 1), held('other', 1, 40, 2)];
	const [a = {}, b = {}, c = {}] = current.map(({ record }) => record);

	it('are found before the past of all is asked for', async () => {
		const { source, asked } = sourceOf([...current, ...past]);
		const tests = [
			{ record: a, athlete: athleteOf(0) },
			{ record: b },
			{ record: c, athlete: null },
		];
		const result = await compareTests('coach-a', tests, ofPart, source);
		expect(countsOf(result)).toEqual([
			[athleteOf(0), 0],
			[athleteOf(1), 1],
			[null, null],
		]);
		expect(result.unnamed).toEqual([]);
		const naming = [namingDays(3, 3), namingDays(1, 1)] as const;
		expect(asked).toEqual([
			rosterCall,
			searchCall(naming[0], 0, 1),
			searchCall(naming[0], 0, 2),
			searchCall(naming[0], 1, 2),
			searchCall(daysOf(-7, 3), 0, 1),
			rosterCall,
			searchCall(naming[1], 0, 1),
			searchCall(naming[1], 0),
			searchCall(naming[1], 1),
		]);
	});

	it('are found together with those of the past, for the whole squad', async () => {
		const { source, asked } = sourceOf([...current, ...past]);
		const tests = [{ record: b }, { record: c, athlete: null }, { record: a, athlete: undefined }];
		const result = await compareTests('coach-a', tests, ofSquad, source);
		expect(countsOf(result)).toEqual([
			[athleteOf(1), 1],
			[null, null],
			[athleteOf(0), 0],
		]);
		expect(result.unnamed).toEqual([]);
		expect(asked).toEqual([
			{ call: 'getTests', coachId: 'coach-a', range: daysOf(-7, 3) },
			rosterCall,
			searchCall(namingDays(1, 3), 0, 1),
			searchCall(namingDays(1, 3), 0, 2),
			searchCall(namingDays(1, 3), 1, 2),
		]);
	});

	it.each([
		['as many searches at once as there are', undefined, 3],
		['no more searches at once than the limiter allows', new ConcurrencyLimiter(1), 1],
	])('take %s', async (_, limiter, most) => {
		for (const settings of [ofPart, ofSquad]) {
			const { source, running } = sourceOf([...current, ...past]);
			await compareTests('coach-a', [{ record: b }], settings, source, limiter);
			expect(running.most).toBe(most);
		}
	});

	it('are told with the reason where they cannot be found, before those of the past', async () => {
		const { source } = sourceOf([...current, held('one', 1, 40, 0), held('two', 2, 40, 0)]);
		source.getCoachAthletes = async () => {
			throw failureLike({ status: 500 });
		};
		const tests = [{ record: b }, { record: a, athlete: athleteOf(0) }];
		const result = await compareTests('coach-a', tests, ofPart, source);
		expect(countsOf(result)).toEqual([
			[null, null],
			[athleteOf(0), 0],
		]);
		expect(result.unnamed).toMatchObject([
			{ tests: 1, coachIds: ['coach-a'], failure: { status: 500 } },
			{ tests: 2, coachIds: ['coach-a'], failure: { status: 500 } },
		]);
	});
});
