import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { formOutput } from '../../../nodes/TerraTeams/output/output';
import { inForm } from './settings';

const left = 1;
const right = 2;
const ownAsymmetry = 6;

const force = (side: number, value: unknown) =>
	({ metric_type: 2, statistic_type: 3, side, value }) as JsonObject;

function metricsOf(test: JsonObject, changes = {}): JsonObject {
	const [item] = formOutput(
		'test',
		[{ record: test, coachId: null }],
		inForm('simplified', changes),
	);
	return item?.json.metrics as JsonObject;
}

const key = 'force_max_asymmetry_computed_percent';
const asymmetryOf = (...metrics: JsonObject[]) => metricsOf({ test_result_metrics: metrics })[key];

describe('a computed asymmetry', () => {
	it.each([
		[437.25, 577.75, 24.32],
		[577.75, 437.25, -24.32],
		[100, 100, 0],
		[0, 50, 100],
		[50, 0, -100],
		[-40, -50, -20],
	])('of %d left and %d right is %d', (ofLeft, ofRight, percent) => {
		expect(asymmetryOf(force(left, ofLeft), force(right, ofRight))).toBe(percent);
		expect(asymmetryOf(force(right, ofRight), force(left, ofLeft))).toBe(percent);
	});

	it('is there only where both sides are, and Terra sends none', () => {
		expect(asymmetryOf(force(left, 1))).toBeUndefined();
		expect(asymmetryOf(force(left, 1), force(right, null))).toBeUndefined();
		expect(asymmetryOf(force(left, 1), force(right, '2'))).toBeUndefined();
		expect(asymmetryOf(force(left, 0), force(right, 0))).toBeUndefined();
		expect(asymmetryOf(force(left, 1), force(right, 2), force(ownAsymmetry, 50))).toBeUndefined();
		// Nobody knows which of the two belongs to the right one.
		expect(asymmetryOf(force(left, 1), force(left, 3), force(right, 2))).toBeUndefined();
		const both = { test_result_metrics: [force(left, 1), force(right, 2)] };
		expect(metricsOf(both, { computesAsymmetry: false })).not.toHaveProperty(key);
	});

	it('is of the two sets of a device that measures one side at a time', () => {
		const set = (side: number, value: number) => ({ side, metrics: [force(0, value)] });
		expect(metricsOf({ sets: [set(left, 80), set(right, 100)] })).toEqual({ [key]: 20 });
		expect(metricsOf({ sets: [set(left, 80), set(right, 100), set(right, 90)] })).toEqual({});
	});

	it('turns around where the sides do, and is the same in any scale', () => {
		const values = fc.double({ min: 1, max: 1e4, noNaN: true });
		fc.assert(
			fc.property(values, values, fc.integer({ min: 1, max: 1000 }), (one, other, scale) => {
				const percent = Number(asymmetryOf(force(left, one), force(right, other)));
				expect(Number(asymmetryOf(force(left, other), force(right, one)))).toBeCloseTo(-percent, 1);
				const scaled = asymmetryOf(force(left, one * scale), force(right, other * scale));
				expect(Number(scaled)).toBeCloseTo(percent, 1);
				expect(Math.abs(percent)).toBeLessThanOrEqual(100);
			}),
		);
	});
});

describe('the values of repetitions', () => {
	const reps = (...values: unknown[]) => values.map((value) => ({ metrics: [force(left, value)] }));
	const all = { repetitions: ['mean', 'highest', 'lowest'] as const };

	it('are left out unless they are chosen', () => {
		expect(metricsOf({ sets: [{ reps: reps(1, 2) }] })).toEqual({});
	});

	it('are one value of all sets of one exercise and load', () => {
		const sets = [{ reps: reps(1, 2, null, 'x') }, { reps: reps(6) }];
		expect(metricsOf({ sets }, all)).toEqual({
			rep_mean_force_max_left: 3,
			rep_highest_force_max_left: 6,
			rep_lowest_force_max_left: 1,
		});
	});

	it('are one value for each set where the sets differ', () => {
		const sets = [
			{ weight: 60, reps: reps(1, 3) },
			{ weight: 80, reps: reps(5) },
		];
		const [row] = formOutput(
			'test',
			[{ record: { sets }, coachId: null }],
			inForm('rowPerRecord', { repetitions: ['mean'] }),
		);
		expect(row?.json).toMatchObject({
			set_1_rep_mean_force_max_left: 2,
			set_2_rep_mean_force_max_left: 5,
		});
		expect(row?.json).not.toHaveProperty('rep_mean_force_max_left');
	});
});

it('knows the day at the place, or else in the time zone of the workflow', () => {
	const evening = Date.UTC(2026, 10, 27, 2) * 1000;
	const dayOf = (offset: number | null, timeZone: string) => {
		const record = { timestamp_us: evening, tz_offset_seconds: offset };
		return formOutput('test', [{ record, coachId: null }], inForm('simplified', { timeZone }))[0]
			?.json.local_date;
	};
	expect(dayOf(-5 * 3600, 'Europe/Berlin')).toBe('2026-11-26');
	expect(dayOf(0, 'America/New_York')).toBe('2026-11-26');
	expect(dayOf(null, 'Europe/Berlin')).toBe('2026-11-27');
});
