import { simplifyTest } from '../../../../nodes/TerraTeams/output/test/simplifiedTest';
import type { Json, JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { contentOf, force, left } from './examples';

const detailsOf = (test: JsonObject) => simplifyTest(contentOf(test)).details;

describe('a simplified set', () => {
	it('has what it says, and no empty fields', () => {
		const set = {
			exercise_name: 'Squat',
			movement: 180,
			side: left,
			aspect: -1,
			weight: 0,
			variations: [10],
			timestamp_us: 1_795_368_600_000_000,
			duration_us: 2_500_000,
			metrics: [force(80)],
			reps: [{ offset_us: 0, duration_us: 500_000, metrics: [force(70)] }, {}],
		};
		expect(detailsOf({ sets: [set, {}] })).toEqual({
			sets: [
				{
					set: 1,
					exercise_name: 'Squat',
					movement: 'Jump',
					side: 'Left',
					weight: 0,
					variations: ['Barbell'],
					timestamp: '2026-11-22T17:30:00.000Z',
					duration_seconds: 2.5,
					metrics: { force_max_left: 80 },
					reps: [
						{
							rep: 1,
							offset_seconds: 0,
							duration_seconds: 0.5,
							metrics: { force_max_left: 70 },
						},
						{ rep: 2 },
					],
				},
				{ set: 2 },
			],
		});
	});

	it.each<[Json, JsonObject]>([
		[[30, 10], { variations: ['Band', 'Barbell'] }],
		[[null, 10, '', 37], { variations: ['Barbell', 'Unknown (37)'] }],
		[[null, ''], {}],
		[[], {}],
		[null, {}],
	])('has of the variations %j those that say something', (variations, expected) => {
		expect(detailsOf({ sets: [{ variations }] })).toEqual({ sets: [{ set: 1, ...expected }] });
	});
});
