import { testRow } from '../../../../nodes/TerraTeams/output/test/testRow';
import { contentOf, force, velocity } from './examples';

it('is one row for the whole test, with a group of cells for it and for each set', () => {
	const content = contentOf(
		{
			test_id: 't',
			display_name: 'Session',
			notes: 'Tired',
			test_result_metrics: [force(40)],
			sets: [
				{
					exercise_name: 'Squat',
					variations: [10],
					weight: 0,
					metrics: [velocity([1])],
					reps: [{ metrics: [velocity(2)] }, { metrics: [velocity(3)] }],
				},
				{ reps: [{}] },
			],
		},
		{ repetitions: ['highest'] },
	);
	expect(testRow(content, 3)).toEqual({
		recordIndex: 3,
		part: '',
		leading: {
			athlete_name: null,
			timestamp: null,
			local_date: null,
			name: 'Session',
			sets: 2,
			reps: 3,
		},
		groups: [
			new Map([['force_max', 40]]),
			new Map<string, string | number>([
				['set_1_exercise', 'Squat'],
				['set_1_variations', 'Barbell'],
				['set_1_weight', 0],
				['set_1_velocity', '[1]'],
				['set_1_rep_highest_velocity', 3],
			]),
			new Map(),
		],
		trailing: {
			test_type: null,
			local_time: null,
			athlete_reference_id: null,
			athlete_id: null,
			test_id: 't',
			coach_id: null,
			display_name: 'Session',
			exercise_type: null,
			movement: null,
			category: null,
			body_region: null,
			position: null,
			device: null,
			athlete_weight: null,
			duration_seconds: null,
			notes: 'Tired',
		},
	});
});

it('has the values of repetitions of all sets beside the metrics of the test', () => {
	const sets = [1, 3].map((value) => ({ reps: [{ metrics: [velocity(value)] }] }));
	const content = contentOf({ test_result_metrics: [force(40)], sets }, { repetitions: ['mean'] });
	expect(testRow(content, 0).groups).toEqual([
		new Map([
			['force_max', 40],
			['rep_mean_velocity', 2],
		]),
		new Map(),
		new Map(),
	]);
});
