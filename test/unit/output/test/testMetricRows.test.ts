import { testMetricRows } from '../../../../nodes/TerraTeams/output/test/testMetricRows';
import { contentOf, force, velocity } from './examples';

const content = contentOf({
	test_result_metrics: [force(40)],
	sets: [
		{ metrics: [velocity(1)], reps: [{ metrics: [velocity(2)] }, { metrics: [velocity(3)] }] },
		{ weight: 60, metrics: [velocity(null)], reps: [{ metrics: [velocity(4), force(5)] }] },
	],
});

it('has a row for each value of the test, of its sets and of their repetitions', () => {
	const rows = testMetricRows(content, 7);
	expect(
		rows.map(({ json: { set, rep, set_weight, metric_key, value } }) => [
			set,
			rep,
			set_weight,
			metric_key,
			value,
		]),
	).toEqual([
		[null, null, null, 'force_max', 40],
		[1, null, null, 'velocity', 1],
		[1, 1, null, 'velocity', 2],
		[1, 2, null, 'velocity', 3],
		[2, 1, 60, 'velocity', 4],
		[2, 1, 60, 'force_max', 5],
	]);
});

it('says of each row which part of which test it is', () => {
	const rows = testMetricRows(content, 7);
	expect(rows.map(({ part }) => part)).toEqual([
		'force_max',
		'set_1/velocity',
		'set_1/rep_1/velocity',
		'set_1/rep_2/velocity',
		'set_2/rep_1/velocity',
		'set_2/rep_1/force_max',
	]);
	expect(new Set(rows.map(({ recordIndex }) => recordIndex))).toEqual(new Set([7]));
});
