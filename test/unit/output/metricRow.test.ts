import { byKey } from '../../../nodes/TerraTeams/output/metric';
import {
	comparedMetricRow,
	metricRows,
	type MetricPlace,
} from '../../../nodes/TerraTeams/output/metricRow';
import type { Json } from '../../../nodes/TerraTeams/records/json';
import { metricName } from './metricNames';

const place: MetricPlace = {
	record_type: 'test',
	athlete_name: 'Jane Doe',
	timestamp: '2026-11-22T17:30:00.000Z',
	local_date: '2026-11-22',
	name: 'CMJ',
	set: 2,
	exercise: 'Back Squat',
	variations: 'Barbell, Band',
	set_weight: 80,
	rep: 3,
	period: '1st',
	athlete_reference_id: 'r',
	athlete_weight: 81.5,
	athlete_id: 'a',
	test_id: 't',
	activity_id: 'i',
	coach_id: 'c',
	test_type: 'Countermovement Jump',
	local_time: '2026-11-22T18:30:00+01:00',
	period_id: 'p',
};

const name = metricName('force_max_left', {
	label: 'Force',
	side: 'Left',
	aspect: 'Landing',
	statistic: 'Max',
	contraction: 'Eccentric',
	unit: 'N',
});

const metric = (key: string, value: Json) => ({ name: metricName(key), value });

it('has these columns in this order', () => {
	const [row] = metricRows(place, new Map([['force_2', { name, value: 437.25 }]]), 0, '');
	expect(Object.entries(row?.json ?? {})).toEqual([
		['athlete_name', 'Jane Doe'],
		['timestamp', '2026-11-22T17:30:00.000Z'],
		['local_date', '2026-11-22'],
		['name', 'CMJ'],
		['metric', 'Force'],
		['side', 'Left'],
		['statistic', 'Max'],
		['value', 437.25],
		['unit', 'N'],
		['set', 2],
		['exercise', 'Back Squat'],
		['set_weight', 80],
		['rep', 3],
		['period', '1st'],
		['aspect', 'Landing'],
		['contraction', 'Eccentric'],
		['athlete_reference_id', 'r'],
		['athlete_weight', 81.5],
		['athlete_id', 'a'],
		['test_id', 't'],
		['activity_id', 'i'],
		['coach_id', 'c'],
		['metric_key', 'force_2'],
		['variations', 'Barbell, Band'],
		['test_type', 'Countermovement Jump'],
		['local_time', '2026-11-22T18:30:00+01:00'],
		['record_type', 'test'],
		['period_id', 'p'],
		['value_text', null],
	]);
});

it.each([
	[0, 0, null],
	[-1.5, -1.5, null],
	['Wing', null, 'Wing'],
	['12', null, '12'],
	['', null, ''],
	[true, null, 'true'],
	[[1, 2], null, '[1,2]'],
	[{ a: 1 }, null, '{"a":1}'],
])('the value %j is %j as a number and %j as a text', (sent, value, text) => {
	const [row] = metricRows(place, byKey([metric('m', sent)]), 0, '');
	expect(row?.json).toMatchObject({ value, value_text: text });
});

it.each([
	['', ['b', 'a']],
	['set_1', ['set_1/b', 'set_1/a']],
	['set_1/rep_2', ['set_1/rep_2/b', 'set_1/rep_2/a']],
])('the parts of the metrics at the path %j are %j', (path, parts) => {
	const rows = metricRows(place, byKey([metric('b', 1), metric('a', 2)]), 7, path);
	expect(rows.map(({ part }) => part)).toEqual(parts);
	expect(rows.map(({ recordIndex }) => recordIndex)).toEqual([7, 7]);
});

it('has no row for a metric without a value', () => {
	const metrics = byKey([metric('a', null), metric('b', 0), metric('c', null)]);
	expect(metricRows(place, metrics, 0, '').map(({ part }) => part)).toEqual(['b']);
	expect(metricRows(place, new Map(), 0, '')).toEqual([]);
});

it('says what is known about a number behind its unit', () => {
	const about = { z_score: 1.25, baseline_mean: null };
	const row = comparedMetricRow(place, 'force_2', { name, value: 437.25 }, about);
	expect(Object.entries(row)).toEqual([
		['athlete_name', 'Jane Doe'],
		['timestamp', '2026-11-22T17:30:00.000Z'],
		['local_date', '2026-11-22'],
		['name', 'CMJ'],
		['metric', 'Force'],
		['side', 'Left'],
		['statistic', 'Max'],
		['value', 437.25],
		['unit', 'N'],
		['z_score', 1.25],
		['baseline_mean', null],
		['set', 2],
		['exercise', 'Back Squat'],
		['set_weight', 80],
		['rep', 3],
		['period', '1st'],
		['aspect', 'Landing'],
		['contraction', 'Eccentric'],
		['athlete_reference_id', 'r'],
		['athlete_weight', 81.5],
		['athlete_id', 'a'],
		['test_id', 't'],
		['activity_id', 'i'],
		['coach_id', 'c'],
		['metric_key', 'force_2'],
		['variations', 'Barbell, Band'],
		['test_type', 'Countermovement Jump'],
		['local_time', '2026-11-22T18:30:00+01:00'],
		['record_type', 'test'],
		['period_id', 'p'],
		['value_text', null],
	]);
});
