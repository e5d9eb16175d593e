import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Histories } from '../../simulator';
import { Accounts, today, type Account } from './account';
import type { RunOptions } from './n8n';
import { operations } from './parameters';

const accounts = new Accounts();
let account: Account;
let vald: string;
let who: Histories;

const nowUs = today.getTime() * 1000;
const usPerDay = 86_400_000_000;
const jumpHeight = 'jump_height_max_takeoff_concentric_both';

/** A VALD coach with 7 athletes, a Catapult coach with 6, and nothing but their histories. */
beforeEach(async () => {
	const size = { athletes: 18, testsPerDay: 0, activitiesPerWeek: 0 };
	account = await accounts.start({ size });
	vald = account.coachOf('VALD');
	who = account.simulator.admin.addHistories(today.getTime());
	account.simulator.clearRequests();
});
afterEach(async () => await accounts.closeAll());

const thisWeek = { startTime: '2026-06-30T12:00:00Z', endTime: '2026-07-01T00:00:00Z' };

async function compare(parameters: INodeParameters = {}, options: Partial<RunOptions> = {}) {
	const { error, errorItems, hints, items } = await account.run(
		operations['Compare tests with history']({
			coachSelection: 'all',
			returnAll: true,
			...thisWeek,
			...parameters,
		}),
		options,
	);
	return { error, errorItems, hints, rows: items.map(({ json }) => json) };
}

function rowOf(rows: readonly IDataObject[], athlete: { athlete_id: string }) {
	return rows.find(({ athlete_id: id }) => id === athlete.athlete_id) ?? {};
}

/** Adds a test some days before now, with a force for both sides together. */
function add(days: number, force: unknown, overrides: object = {}, athlete = who.drop): string {
	const { test_id: id } = account.simulator.admin.addTest(
		vald,
		{
			display_name: 'Mid-Thigh Pull',
			test_type: 60,
			exercise_type: null,
			movement: null,
			body_region: 0,
			timestamp_us: nowUs - days * usPerDay,
			test_result_metrics: [
				{
					side: 5,
					aspect: -1,
					statistic_type: 3,
					metric_type: 2,
					contraction_type: 3,
					value: force,
				},
			],
			sets: [],
			...overrides,
		},
		athlete.athlete_id,
	);
	return String(id);
}

describe('Compare With History', () => {
	it('gives a row for each metric of each test, beside the past of its athlete', async () => {
		const { error, hints, rows } = await compare();
		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
		expect(rows).toHaveLength(7);
		// Mean 30; the distances 0.5, -0.5, 0.3, ... and their squares 1.68 over 12: SD 0.374.
		const sd = Math.sqrt((4 * 0.25 + 4 * 0.09 + 2 * 0.16 + 2 * 0.04) / 12);
		const best = rowOf(rows, who.best);
		expect(best).toMatchObject({
			athlete_name: `${String(who.best.first_name)} ${String(who.best.last_name)}`,
			name: 'Countermovement Jump',
			metric_key: jumpHeight,
			value: 35,
			previous_value: 33,
			previous_timestamp: new Date(today.getTime() - 3 * 86_400_000).toISOString(),
			change: 2,
			baseline_count: 13,
			baseline_min: 32.5,
			baseline_max: 33.5,
			is_highest: true,
			is_lowest: false,
			exceeds_swc: true,
			record_type: 'test',
		});
		expect(best.baseline_mean).toBeCloseTo(33, 9);
		expect(best.baseline_sd).toBeCloseTo(sd, 9);
		expect(best.z_score).toBeCloseTo(2 / sd, 9);
		expect(best.change_percent).toBeCloseTo(200 / 33, 9);
		// Means 30, 31.5, ... 39: SD of seven numbers 1.5 apart, times 0.2.
		expect(best.swc).toBeCloseTo(0.2 * 1.5 * Math.sqrt(28 / 6), 9);
		expect(rowOf(rows, who.drop)).toMatchObject({ is_lowest: true, exceeds_swc: true, change: -3 });
		expect(rowOf(rows, who.drop).z_score).toBeCloseTo(-3 / sd, 9);
		const decline = rowOf(rows, who.decline);
		expect(decline).toMatchObject({ is_lowest: false, exceeds_swc: true });
		expect(decline.z_score).toBeCloseTo(-0.3 / sd, 9);
		const others = rows.filter(({ exceeds_swc: exceeds }) => exceeds !== true);
		expect(others).toHaveLength(4);
		for (const { z_score: z, is_highest: isHighest } of others) {
			expect(Math.abs(Number(z))).toBeLessThan(2);
			expect(isHighest).toBe(false);
		}
	});

	it('gives an object for each metric in Simplified', async () => {
		const { rows } = await compare({ output: 'simplified' });
		expect(rows).toHaveLength(7);
		const { metrics, ...test } = rowOf(rows, who.best);
		expect(test).toMatchObject({ name: 'Countermovement Jump', coach_id: vald });
		expect(metrics).toEqual({
			[jumpHeight]: expect.objectContaining({
				value: 35,
				unit: null,
				previous_value: 33,
				baseline_count: 13,
				is_highest: true,
			}),
		});
	});

	it('asks once for all tests of the squad, whoever they are of', async () => {
		await compare();
		const searches = account.calls.filter((call) => call.endsWith('/tests/search'));
		const lists = account.calls.filter((call) => call.endsWith('/tests'));
		// Two slices of 42 days, and the range itself, of two coaches with tests at VALD's alone.
		expect(lists.filter((call) => call.includes(vald))).toHaveLength(3);
		// Seven athletes have words of five bits.
		expect(searches).toHaveLength(10);
		expect(account.calls.filter((call) => call.endsWith('/athletes'))).toHaveLength(1);
	});

	it('asks for the athletes of the tests alone without the smallest worthwhile change', async () => {
		const all = await compare({ filters: { athleteIds: [who.best.athlete_id] } });
		account.simulator.clearRequests();
		const alone = await compare({
			filters: { athleteIds: [who.best.athlete_id] },
			options: { smallestWorthwhileChange: false },
		});
		expect(alone.rows).toEqual(all.rows.map((row) => ({ ...row, swc: null, exceeds_swc: null })));
		const searches = account.simulator.requests.flatMap(({ path, body }) =>
			path.endsWith('/search') ? [body as { start_time: string; athlete_ids: string[] }] : [],
		);
		// Whose the tests of the day are has to be found out first.
		const ofPast = searches.filter(({ start_time: start }) => start < '2026-06-29');
		const others = ofPast.flatMap(({ athlete_ids: ids }) =>
			ids.filter((id) => id !== who.best.athlete_id),
		);
		expect(ofPast.length).toBeGreaterThan(0);
		expect(others).toEqual([]);
	});

	it('compares a late test with what lies before it, and nothing with itself', async () => {
		add(10, 1000);
		add(8, 1010);
		add(6, 1020);
		add(2, 1100);
		// Arrives last, but was done before.
		const late = add(4, 900);
		const { rows } = await compare({ startTime: '2026-06-26', filters: { testTypes: [] } });
		const pull = rows.find(({ test_id: id }) => id === late);
		expect(pull).toMatchObject({
			value: 900,
			previous_value: 1020,
			baseline_count: 3,
			baseline_mean: 1010,
			baseline_sd: 10,
			z_score: -11,
			is_lowest: true,
		});
		expect(rows.find(({ value }) => value === 1100)).toMatchObject({
			previous_value: 900,
			baseline_count: 4,
		});
	});

	it('asks only for the days that lie before the tests, however far these lie apart', async () => {
		add(400, 1000);
		add(0.1, 1000);
		const { rows } = await compare({ startTime: '2025-05-01', filters: { nameContains: 'pull' } });
		expect(rows).toHaveLength(2);
		const lists = account.simulator.requests.filter(
			({ path, method }) => method === 'GET' && path === `/v2/teams/coaches/${vald}/tests`,
		);
		// The 14 months themselves in slices of 31 days, then twice 42 days.
		expect(lists).toHaveLength(14 + 4);
	});

	it('never compares what is not the same test, metric or load', async () => {
		const metric = (own: object) => ({
			side: 5,
			aspect: -1,
			statistic_type: 3,
			metric_type: 2,
			contraction_type: 3,
			value: 1,
			...own,
		});
		const set = (weight: number) => ({ weight, reps: [{ metrics: [metric({ value: weight })] }] });
		const others = [
			{ test_type: 61 },
			{ exercise_type: 3 },
			{ movement: 4 },
			{ body_region: 8 },
			{ test_result_metrics: [metric({ side: 1 })] },
			{ test_result_metrics: [metric({ contraction_type: 1 })] },
			{ test_result_metrics: [metric({ statistic_type: 1 })] },
			{ test_result_metrics: [metric({ aspect: 10 })] },
			{ test_result_metrics: [], sets: [set(60)] },
			// A club's own tests all have the same codes.
			{ test_type: -1, display_name: 'Our test' },
			{ test_type: -1, display_name: 'Our other test' },
		];
		for (const overrides of others) for (const days of [5, 6, 7]) add(days, 500, overrides);
		add(0.1, 900);
		add(0.1, 0, { test_result_metrics: [], sets: [set(80)] });
		add(0.1, 900, { test_type: -1, display_name: 'Our third test' });
		const { rows } = await compare({ filters: { nameContains: 't' } });
		const ofForce = rows.filter(({ metric: label }) => label === 'Force');
		expect(ofForce.map(({ baseline_count: count }) => count)).toEqual([0, 0, 0]);
	});

	it('tells metrics with the same codes apart, and compares them only where there are as many', async () => {
		const metric = (value: number) => ({
			side: 5,
			aspect: -1,
			statistic_type: 3,
			metric_type: 2,
			contraction_type: 3,
			value,
		});
		const both = (first: number, second: number) => ({
			test_result_metrics: [metric(first), metric(second)],
		});
		for (const days of [3, 4, 5]) add(days, 0, both(100, 500));
		add(0.1, 0, both(110, 510));
		add(0.05, 110);
		const { rows } = await compare();
		const pulls = rows.filter(({ metric: label }) => label === 'Force');
		expect(
			pulls.map(({ metric_key: name, value, baseline_mean: mean }) => ({ name, value, mean })),
		).toEqual([
			{ name: 'force_max_isometric_both', value: 110, mean: 100 },
			{ name: 'force_max_isometric_both_2', value: 510, mean: 500 },
			{ name: 'force_max_isometric_both', value: 110, mean: null },
		]);
	});

	it('takes the value of the repetitions where the test has none of its own', async () => {
		const rep = (value: unknown) => ({
			metrics: [
				{
					side: 5,
					aspect: -1,
					statistic_type: 3,
					metric_type: 2,
					contraction_type: 3,
					value,
				},
			],
		});
		for (const days of [3, 4, 5]) add(days, 100 + days);
		add(0.1, null, {
			test_result_metrics: [],
			sets: [{ reps: [rep(90), rep(null), rep('text'), rep(100)] }, { reps: [rep(110)] }],
		});
		for (const [choice, value] of [
			['mean', 100],
			['highest', 110],
			['lowest', 90],
		] as const) {
			const { rows } = await compare({ comparedRepetition: choice });
			const [pull, ...more] = rows.filter(({ metric: label }) => label === 'Force');
			expect(more).toEqual([]);
			expect(pull).toMatchObject({ value, baseline_count: 3, baseline_mean: 104 });
		}
	});

	it('has nothing to say of few tests, of text and of nothing, and says so', async () => {
		for (const value of [null, 'strong', '12', {}, true]) add(3, value);
		add(2, 1000);
		add(1, 1000);
		add(0.5, 'strong');
		add(0.1, 900);
		const { hints, rows } = await compare({ startTime: '2026-06-30T12:00:01Z' });
		const pulls = rows.filter(({ metric: label }) => label === 'Force');
		expect(pulls).toHaveLength(1);
		expect(pulls[0]).toMatchObject({
			value: 900,
			previous_value: 1000,
			change: -100,
			change_percent: -10,
			baseline_count: 2,
			baseline_mean: null,
			baseline_sd: null,
			z_score: null,
			is_lowest: null,
			swc: null,
			exceeds_swc: null,
		});
		expect(hints).toEqual([
			'1 of 8 values have no statistics, since their athletes have fewer than 3 earlier tests in 42 days. To compare them as well, raise Baseline Days or lower Minimum Tests.',
		]);
		const lower = await compare({ minimumTests: 2 });
		const pull = lower.rows.find(({ value }) => value === 900);
		expect(pull).toMatchObject({ baseline_mean: 1000, baseline_sd: 0, z_score: null });
	});

	it('compares a test of nobody with nothing', async () => {
		account.simulator.admin.deleteAthlete(who.best.athlete_id);
		const { hints, rows } = await compare();
		const nobodys = rows.filter(({ athlete_id: id }) => id === null);
		expect(nobodys).toEqual([
			expect.objectContaining({
				athlete_name: null,
				value: 35,
				baseline_count: null,
				previous_value: null,
				z_score: null,
			}),
		]);
		expect(hints.join()).toContain('1 of 7 tests has no athlete');
	});

	it('fails where the past cannot be read, and goes on with other coaches if it may', async () => {
		const gym = account.coachOf('GYMAWARE');
		const [athlete] = account.athleteIds(gym);
		for (const days of [1, 0.2]) {
			const timestamp_us = nowUs - days * usPerDay;
			account.simulator.admin.addTest(gym, { timestamp_us }, athlete);
		}
		account.simulator.fail({
			path: `/coaches/${vald}/tests`,
			match: ({ query }) => String(query.start_date) < '2026-06-01',
			status: 400,
			times: Infinity,
		});
		expect((await compare()).error?.message).toContain('Terra answered 400');
		const { error, rows } = await compare({}, { onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(rows.at(-1)?.error).toContain('Terra answered 400');
		const others = rows.slice(0, -1);
		expect(others.length).toBeGreaterThan(0);
		expect(new Set(others.map(({ coach_id: id }) => id))).toEqual(new Set([gym]));
	});

	it('refuses invalid settings before anything is sent', async () => {
		for (const parameters of [
			{ baselineDays: 0 },
			{ minimumTests: 'few' },
			{ comparedRepetition: 'median' },
			{ options: { smallestWorthwhileChange: 'maybe' } },
		]) {
			expect((await compare(parameters)).error).toBeDefined();
		}
		expect(account.calls).toEqual([]);
	});
});

describe('Get Workload', () => {
	async function workload(parameters: INodeParameters = {}) {
		const { error, hints, items } = await account.run(
			operations['Get workload of athletes']({
				coachSelection: 'all',
				metrics: ['total_distance_m'],
				day: '2026-07-01',
				acuteDays: 7,
				chronicDays: 28,
				...parameters,
			}),
		);
		return { error, hints, rows: items.map(({ json }) => json) };
	}

	it('gives a row for each athlete, in which an overload shows', async () => {
		const { error, hints, rows } = await workload();
		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
		expect(rows).toHaveLength(6);
		const names = rows.map(({ athlete_name: name }) => (typeof name === 'string' ? name : ''));
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		// 4 x 12,000 beside 12 x 5,000 before.
		const overload = rowOf(rows, who.overload);
		expect(overload).toMatchObject({
			local_date: '2026-07-01',
			metric: 'Total Distance',
			unit: 'm',
			acute_load: 48_000,
			chronic_load: 108_000,
			acwr_uncoupled: 48_000 / 7 / (60_000 / 21),
			sessions_7d: 4,
			days_since_last_session: 1,
			days_of_history: 28,
			metric_key: 'total_distance_m',
		});
		expect(overload.acwr_rolling).toBeCloseTo((48_000 * 28) / (7 * 108_000), 12);
		expect(overload.week_change_percent).toBeCloseTo(140, 9);
		const sd = Math.sqrt((4 * (12_000 - 48_000 / 7) ** 2 + 3 * (48_000 / 7) ** 2) / 6);
		expect(overload.monotony).toBeCloseTo(48_000 / 7 / sd, 12);
		expect(overload.strain).toBeCloseTo((48_000 * 48_000) / 7 / sd, 6);
		for (const row of rows) {
			if (row !== overload) expect(row).toMatchObject({ acwr_rolling: 1, acute_load: 20_000 });
		}
	});

	it('counts a session for the day on which it began at its place, and no period twice', async () => {
		const catapult = account.coachOf('CATAPULT');
		const id = who.overload.athlete_id;
		const distance = [{ name: 'total_distance', value: 1000, unit: 'm' }];
		account.simulator.admin.addActivity(catapult, {
			// 23:30 on 30 June in UTC is 1 July in Auckland.
			start_timestamp_us: Date.parse('2026-06-30T23:30:00Z') * 1000,
			tz_offset_seconds: 43_200,
			athletes: [who.overload],
			athlete_metrics: { [id]: distance },
			periods: [{ athlete_metrics: [{ athlete_id: id, metrics: distance }] }],
		});
		const today1 = await workload({ filters: { athleteIds: [id] } });
		expect(today1.rows).toHaveLength(1);
		expect(today1.rows[0]).toMatchObject({
			acute_load: 49_000,
			sessions_7d: 5,
			days_since_last_session: 0,
		});
		const before = await workload({ filters: { athleteIds: [id] }, day: '2026-06-30' });
		expect(before.rows[0]).toMatchObject({ days_since_last_session: 0, sessions_7d: 4 });
	});

	it('has no ratio in the first weeks, and says so', async () => {
		const { hints, rows } = await workload({ day: '2026-06-20' });
		expect(rows).toHaveLength(6);
		for (const row of rows) {
			expect(row).toMatchObject({
				days_of_history: 17,
				acwr_rolling: null,
				acwr_uncoupled: null,
				acwr_ewma: null,
				acute_load: 20_000,
			});
		}
		expect(hints).toEqual([
			'6 of 6 workloads have no ratios yet: these need 21 days since the first session of the athlete.',
		]);
	});

	it('says which metric no activity has', async () => {
		const { hints, rows } = await workload({ metrics: ['total_distance_m', 'distance'] });
		expect(rows).toHaveLength(6);
		expect(hints).toEqual([
			'No activity of these days has a value for distance. Check the names in Metric Names or IDs.',
		]);
	});

	it('refuses invalid settings before anything is sent', async () => {
		for (const parameters of [
			{ metrics: '={{ [] }}' },
			{ acuteDays: 28 },
			{ chronicDays: 0 },
			{ day: 'soon' },
		]) {
			expect((await workload(parameters)).error).toBeDefined();
		}
		expect(account.calls).toEqual([]);
	});
});
