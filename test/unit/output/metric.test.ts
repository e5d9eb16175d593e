import { byKey, valuesOf, type Metric } from '../../../nodes/TerraTeams/output/metric';
import { metricName } from './metricNames';

function metric(key: string, distinctKey: string, value: Metric['value'] = 1): Metric {
	return { name: metricName(key, { distinctKey }), value };
}

it.each<[string, Metric[], string[]]>([
	['there are none', [], []],
	['all keys differ', [metric('b', 'b_1'), metric('a', 'a_1')], ['b', 'a']],
	['their distinct keys differ', [metric('a', 'a_1'), metric('a', 'a_2')], ['a_1', 'a_2']],
	['their distinct keys are the same', [metric('a', 'a_1'), metric('a', 'a_1')], ['a', 'a_2']],
	[
		'only some of the distinct keys are the same',
		[metric('a', 'a_x'), metric('a', 'a_y'), metric('a', 'a_x')],
		['a_x', 'a_y', 'a_x_2'],
	],
	[
		'the last two distinct keys are the same',
		[metric('a', 'a_x'), metric('a', 'a_y'), metric('a', 'a_y')],
		['a_x', 'a_y', 'a_y_2'],
	],
	[
		'another key is not doubled',
		[metric('b', 'b_1'), metric('a', 'a_x'), metric('a', 'a_y'), metric('c', 'c_1')],
		['b', 'a_x', 'a_y', 'c'],
	],
	[
		'a distinct key is the key of another metric',
		[metric('a', 'a_x'), metric('a', 'a_y'), metric('a_x', 'a_x_1')],
		['a_x', 'a_y', 'a_x_2'],
	],
])('metrics by key, where %s', (_, metrics, keys) => {
	expect([...byKey(metrics)].map(([key]) => key)).toEqual(keys);
});

it('keeps each metric, in its order, under its own key', () => {
	const metrics = [metric('a', 'a_x', 1), metric('b', 'b', 'two'), metric('a', 'a_y', null)];
	expect([...byKey(metrics)]).toEqual([
		['a_x', metrics[0]],
		['b', metrics[1]],
		['a_y', metrics[2]],
	]);
});

it('gives the values of metrics by their keys, as they were sent', () => {
	const metrics = byKey([metric('b', 'b', 2), metric('a', 'a', 'x'), metric('c', 'c', null)]);
	expect(Object.entries(valuesOf(metrics))).toEqual([
		['b', 2],
		['a', 'x'],
		['c', null],
	]);
});
