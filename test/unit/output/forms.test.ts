import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { readMetricsSchema } from '../../../nodes/TerraTeams/output/metricsSchema';
import { type OutputForm, formOutput } from '../../../nodes/TerraTeams/output/output';
import { localTime, minutesBetween, utcTime } from '../../../nodes/TerraTeams/output/times';
import { inForm } from './settings';

const startUs = 1_795_368_600_000_000;

describe('the name of a test metric', () => {
	const nameOf = (metric: JsonObject) => keysOf([metric])[0];

	it.each([
		[{ metric_type: 33 }, 'jump_height'],
		[{ metric_type: 33, statistic_type: 3 }, 'jump_height_max'],
		[
			{ metric_type: 33, statistic_type: 3, aspect: 90, contraction_type: 2, side: 1 },
			'jump_height_max_takeoff_concentric_left',
		],
		[{ metric_type: 2, side: 6, statistic_type: 3 }, 'force_max_asymmetry_percent'],
		[{ metric_type: 2, side: 3 }, 'force_left_then_right'],
		[{ metric_type: 2, side: 5 }, 'force_both'],
		[{ metric_type: 2, side: 0, aspect: -1, statistic_type: -1, contraction_type: 0 }, 'force'],
		[{ metric_type: 37 }, 'metric_37'],
		[{ metric_type: 2, aspect: 37 }, 'force_aspect_37'],
		[{ metric_type: 11 }, 'rom_degrees'],
		[{ metric_type: 18 }, 'watts_per_kg'],
		[{}, 'metric'],
	])('%j is %s', (metric, name) => {
		expect(nameOf(metric)).toBe(name);
	});

	it('says that it is of both sides beside one of no side, whichever comes first', () => {
		const noSide = { metric_type: 2, side: 0, value: 1 };
		const both = { metric_type: 2, side: 5, value: 2 };
		expect(keysOf([noSide, both])).toEqual(['force', 'force_both']);
		expect(keysOf([both, noSide])).toEqual(['force_both', 'force']);
	});

	it('gets a number where the same codes come again', () => {
		const metric = { metric_type: 2, side: 5, value: 1 };
		expect(keysOf([metric, metric, metric])).toEqual([
			'force_both',
			'force_both_2',
			'force_both_3',
		]);
	});

	function keysOf(metrics: JsonObject[]): string[] {
		const [item] = form('test', { test_result_metrics: metrics }, 'simplified');
		return Object.keys(item?.metrics as JsonObject);
	}
});

describe('the name of an activity metric', () => {
	const schemas = new Map([
		['c', readMetricsSchema([{ key: 'vel', display_name: 'Max Velocity', unit: 'm/s' }, {}])],
		['d', readMetricsSchema([{ key: 'vel', display_name: 'Velocity', unit: null }])],
	]);
	const nameOf = (metric: JsonObject, coachId = 'c') => {
		const records = [{ record: { activity_metrics: [metric] }, coachId }];
		const [item] = formOutput('activity', records, inForm('simplified'), schemas);
		return Object.keys(item?.json.metrics as JsonObject)[0];
	};

	it.each([
		[{ name: 'total_distance', unit: 'm' }, 'total_distance_m'],
		[{ name: 'Total Distance (m)', unit: 'm' }, 'total_distance_m'],
		[{ name: 'vel' }, 'max_velocity_m_per_s'],
		[{ name: 'vel', unit: 'km/h' }, 'max_velocity_km_per_h'],
		[{ name: 'Effort', unit: '%' }, 'effort_percent'],
		[{ name: 'Power', unit: 'W/kg' }, 'power_w_per_kg'],
		[{ name: 'Accélération', unit: 'm/s²' }, 'acceleration_b3bbe3_m_per_s2'],
		[{ name: '1RM', unit: 'kg' }, 'metric_1rm_kg'],
		[{ name: 'start' }, 'metric_start'],
		[{ name: '__proto__' }, 'proto_30e2af'],
		[{ name: 'constructor' }, 'constructor'],
		[{ value: 1 }, 'metric'],
	])('%j is %s', (metric, name) => {
		expect(nameOf(metric)).toBe(name);
	});

	it('is that of the metrics schema of its own coach', () => {
		expect(nameOf({ name: 'vel' }, 'd')).toBe('velocity');
	});

	it('tells names apart in which there is no English letter', () => {
		expect(nameOf({ name: '距離' })).toMatch(/^metric_[0-9a-f]{6}$/);
		expect(nameOf({ name: '距離' })).not.toBe(nameOf({ name: '速度' }));
	});
});

describe('times', () => {
	it('are in UTC, to the millisecond', () => {
		expect(utcTime(startUs + 1999)).toBe('2026-11-22T17:30:00.001Z');
		expect(utcTime(-1)).toBe('1969-12-31T23:59:59.999Z');
		expect(utcTime(9e18)).toBeNull();
	});

	it('are on the clock at the place, where it is known', () => {
		expect(localTime(startUs, 3600)).toBe('2026-11-22T18:30:00+01:00');
		expect(localTime(startUs, -12_600)).toBe('2026-11-22T14:00:00-03:30');
		expect(localTime(startUs, 0)).toBeNull();
		expect(localTime(startUs, null)).toBeNull();
		expect(localTime(startUs, 1e9)).toBeNull();
	});

	it('give minutes to two decimals', () => {
		expect(minutesBetween(startUs, startUs + 80_100_000_000 / 3)).toBe(445);
		expect(minutesBetween(null, startUs)).toBeNull();
	});
});

describe('a test', () => {
	it('is whose the server says, else whose the sender found out', () => {
		const athlete = { athlete_id: 'a', first_name: 'Jane', last_name: 'Doe', reference_id: 'r' };
		const of = (record: JsonObject) =>
			formOutput('test', [{ record, coachId: 'c', athlete }], inForm('rowPerRecord'))[0]?.json;
		expect(of({})).toMatchObject({ athlete_id: 'a', athlete_name: 'Jane Doe' });
		expect(of({ athlete_id: 'b' })).toMatchObject({ athlete_id: 'b', coach_id: 'c' });
	});

	it("has the load of its sets, and their side for metrics that don't say theirs", () => {
		const set = { weight: 80, side: 1, metrics: [{ metric_type: 6, value: 1 }] };
		const test = { sets: [set, { ...set, metrics: [{ metric_type: 6, side: 2, value: 2 }] }] };
		expect(form('test', test, 'rowPerRecord')).toMatchObject([
			{ sets: 2, set_1_weight: 80, set_1_velocity_left: 1, set_2_velocity_right: 2 },
		]);
		expect(form('test', test, 'rowPerMetric')).toMatchObject([
			{ set: 1, set_weight: 80, side: 'Left', metric_key: 'velocity_left', value: 1 },
			{ set: 2, set_weight: 80, side: 'Right', metric_key: 'velocity_right', value: 2 },
		]);
	});

	it('is called by its type or exercise where it has no name of its own', () => {
		const metrics = { test_result_metrics: [{ metric_type: 2, value: 1 }] };
		const nameOf = (test: JsonObject) =>
			form('test', { ...test, ...metrics }, 'rowPerMetric')[0]?.name;
		expect(nameOf({ display_name: 'CMJ', test_type: 2 })).toBe('CMJ');
		expect(nameOf({ test_type: 2 })).toBe('Countermovement Jump');
		expect(nameOf({ test_type: -1, exercise_type: 520 })).toBe('Bench Press');
		expect(nameOf({})).toBeNull();
	});

	it('without metrics gives no row of a metric', () => {
		expect(form('test', { test_id: 't' }, 'rowPerMetric')).toEqual([]);
	});
});

describe('an activity', () => {
	const jane = { athlete_id: 'a', external_athlete_id: 'x', first_name: 'Jane', reference_id: 'r' };

	it('has an athlete once, whichever id it speaks of them by', () => {
		const activity = {
			athletes: [jane],
			athlete_participation: { full: ['x'] },
			athlete_metrics: { a: [{ name: 'm', value: 1 }], x: [{ name: 'n', value: 2 }] },
		};
		expect(form('activity', activity, 'rowPerRecord')).toMatchObject([
			{ athlete_id: 'a', athlete_name: 'Jane', participation: 'full', m: 1, n: 2 },
		]);
	});

	it('keeps two athletes apart that have the same id at the provider', () => {
		const joan = { athlete_id: 'b', external_athlete_id: 'x', first_name: 'Joan' };
		const activity = {
			athletes: [jane, joan],
			athlete_metrics: { a: [{ name: 'm', value: 1 }], b: [{ name: 'm', value: 2 }] },
		};
		expect(form('activity', activity, 'rowPerRecord')).toMatchObject([
			{ athlete_id: 'a', athlete_name: 'Jane', m: 1 },
			{ athlete_id: 'b', athlete_name: 'Joan', m: 2 },
		]);
		const byNumber = { ...activity, athlete_metrics: { x: [{ name: 'm', value: 3 }] } };
		expect(form('activity', byNumber, 'rowPerRecord')).toContainEqual(
			expect.objectContaining({ athlete_id: 'x', athlete_name: null, m: 3 }),
		);
	});

	it('learns which ids belong together from its periods as well', () => {
		const entry = { athlete_id: 'a', external_athlete_id: 'x', function: 'Wing', is_home_team: 0 };
		const activity = {
			athlete_metrics: { x: [{ name: 'm', value: 1 }] },
			teams: [
				{ name: 'Home', is_home: 1 },
				{ name: 'Away', is_home: 0 },
			],
			periods: [{ name: '1st', detailed_athlete_participation: [entry] }],
		};
		expect(form('activity', activity, 'rowPerRecord')).toMatchObject([
			{ athlete_id: 'a', period: null, home_or_away: 'away', function: 'Wing', team: 'Away', m: 1 },
			{ athlete_id: 'a', period: '1st', home_or_away: 'away', function: 'Wing', team: 'Away' },
		]);
	});

	it('does not choose between what its periods contradict each other in', () => {
		const period = (played: string) => ({
			detailed_athlete_participation: [{ athlete_id: 'a', function: played }],
		});
		const activity = { athletes: [jane], periods: [period('Wing'), period('Centre')] };
		expect(form('activity', activity, 'rowPerRecord').map((row) => row.function)).toEqual([
			null,
			'Wing',
			'Centre',
		]);
	});

	it('has a row for who is in a participation list or in the metrics alone', () => {
		const activity = {
			athlete_participation: { partial: ['p'], unknown: ['u'] },
			athlete_metrics: [{ athlete_id: 'q', metrics: [] }],
		};
		const rows = form('activity', activity, 'rowPerRecord');
		expect(rows.map((row) => [row.athlete_id, row.participation])).toEqual([
			['p', 'partial'],
			['u', 'unknown'],
			['q', null],
		]);
	});

	it('knows how far an athlete took part in a period from either list', () => {
		const period = (participation: number, full: string[]) => ({
			detailed_athlete_participation: [{ athlete_id: 'a', participation }],
			athlete_participation: { full },
		});
		const activity = { periods: [period(2, ['a']), period(0, ['a']), period(0, [])] };
		const rows = form('activity', activity, 'rowPerRecord');
		expect(rows.map((row) => row.participation)).toEqual(['partial', 'full', 'unknown']);
	});

	it('without athletes is one row with its own metrics', () => {
		const activity = { activity_id: 'i', activity_metrics: [{ name: 'm', value: 1 }] };
		expect(form('activity', activity, 'rowPerRecord')).toMatchObject([
			{ activity_id: 'i', athlete_id: null, m: 1 },
		]);
		const [alone, ...others] = form('activity', { ...activity, athletes: [jane] }, 'rowPerRecord');
		expect(others).toEqual([]);
		expect(alone).not.toHaveProperty('m');
	});

	it('has texts among its metrics', () => {
		const activity = { activity_metrics: [{ name: 'm', value: 'Wing' }] };
		expect(form('activity', activity, 'rowPerMetric')).toMatchObject([
			{ value: null, value_text: 'Wing' },
		]);
	});
});

function form(kind: 'activity' | 'test', record: JsonObject, as: OutputForm): JsonObject[] {
	return formOutput(kind, [{ record, coachId: null }], inForm(as)).map(({ json }) => json);
}

it('tells metrics apart that the schema gives one display name and unit', () => {
	const meaning = { display_name: 'Distance', unit: 'm' };
	const schema = readMetricsSchema([
		{ key: 'dist_gps', ...meaning },
		{ key: 'dist_lps', ...meaning },
		{ key: 'speed', display_name: 'Speed', unit: 'm' },
	]);
	const metrics = [
		{ name: 'dist_lps', value: 1 },
		{ name: 'dist_gps', value: 2 },
		{ name: 'speed', value: 3 },
	];
	const activity = { coachId: 'a', record: { activity_metrics: metrics } };
	const [item] = formOutput('activity', [activity], inForm('simplified'), new Map([['a', schema]]));
	expect(item?.json.metrics).toEqual({ dist_lps_m: 1, dist_gps_m: 2, speed_m: 3 });
});

it('counts somebody without a name once', () => {
	const period = { detailed_athlete_participation: [{ participation: 0 }] };
	const activity = { coachId: 'a', record: { periods: [period] } };
	const rows = formOutput('activity', [activity], inForm('rowPerRecord'));
	expect(rows.filter(({ json }) => json.participation === 'unknown')).toHaveLength(1);
	expect(rows.filter(({ json }) => json.participation === null).length).toBeLessThan(2);
});
