import { readMetricsSchema } from '../../../nodes/TerraTeams/output/metricsSchema';
import {
	formJson,
	formOutput,
	hasMetrics,
	type OutputForm,
	type OutputSettings,
} from '../../../nodes/TerraTeams/output/output';
import type { OutputRecord } from '../../../nodes/TerraTeams/output/test/comparedTest';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import type { RecordKind } from '../../../nodes/TerraTeams/records/kinds';
import { metricName } from './metricNames';
import { inForm } from './settings';

const forms: OutputForm[] = ['simplified', 'rowPerRecord', 'rowPerMetric', 'raw', 'selectedFields'];

const ofNobody = (record: JsonObject): OutputRecord => ({ record, coachId: null });

/** The columns of each item and what is in them, in their order. */
function cells(
	kind: RecordKind | null,
	records: OutputRecord[],
	form: OutputForm,
	columns: string[] = [],
) {
	const items = formOutput(kind, records, inForm(form, { columns }));
	return items.map(({ json }) => Object.entries(json));
}

describe('records of an unknown kind', () => {
	const records = [{ b: 1, a: { c: 2 } }, { d: null }];

	it.each(forms.filter((form) => form !== 'selectedFields'))(
		'are as sent in the form %s',
		(form) => {
			expect(formOutput(null, records.map(ofNobody), inForm(form))).toEqual([
				{ json: { b: 1, a: { c: 2 } }, recordIndex: 0, part: '' },
				{ json: { d: null }, recordIndex: 1, part: '' },
			]);
		},
	);

	it('have the fields that are selected, as cells', () => {
		const settings = inForm('selectedFields', { columns: ['a', 'b'] });
		expect(formOutput(null, records.map(ofNobody), settings)).toEqual([
			{ json: { a: '{"c":2}', b: 1 }, recordIndex: 0, part: '' },
			{ json: { a: null, b: null }, recordIndex: 1, part: '' },
		]);
		expect(cells(null, records.map(ofNobody), 'selectedFields', ['a', 'b'])[0]).toEqual([
			['a', '{"c":2}'],
			['b', 1],
		]);
	});
});

describe('athletes', () => {
	const jane = {
		athlete_id: 'a',
		first_name: 'Jane',
		last_name: 'Doe',
		reference_id: 'r',
		active: 'yes',
		teams: ['U21'],
	};
	const records = [
		{ record: { athlete_id: 'b' }, coachId: null },
		{ record: jane, coachId: 'anna' },
	];

	it.each(['simplified', 'rowPerRecord', 'rowPerMetric'] as const)(
		'have ten fields in the form %s',
		(form) => {
			const [other, item] = formOutput('athlete', records, inForm(form));
			expect(other).toMatchObject({ json: { athlete_id: 'b', name: null }, recordIndex: 0 });
			expect(item).toEqual({
				json: {
					athlete_id: 'a',
					name: 'Jane Doe',
					reference_id: 'r',
					external_athlete_id: null,
					email: null,
					date_of_birth: null,
					active: null,
					provider: null,
					coach_id: 'anna',
					last_updated_at: null,
				},
				recordIndex: 1,
				part: '',
			});
		},
	);

	it('have the selected ones of the fields that are sent and of the readable ones', () => {
		const columns = ['teams', 'athlete_name', 'athlete_reference_id', 'first_name', 'name'];
		const [other, item] = cells('athlete', records, 'selectedFields', columns);
		expect(other).toEqual([
			['teams', null],
			['athlete_name', null],
			['athlete_reference_id', null],
			['first_name', null],
			['name', null],
		]);
		expect(item).toEqual([
			['teams', '["U21"]'],
			['athlete_name', 'Jane Doe'],
			['athlete_reference_id', 'r'],
			['first_name', 'Jane'],
			['name', 'Jane Doe'],
		]);
	});

	it('have selected fields as they are readable', () => {
		const settings = inForm('selectedFields', { columns: ['athlete_id', 'coach_id', 'active'] });
		expect(formOutput('athlete', records, settings)).toEqual([
			{ json: { athlete_id: 'b', coach_id: null, active: null }, recordIndex: 0, part: '' },
			{ json: { athlete_id: 'a', coach_id: 'anna', active: null }, recordIndex: 1, part: '' },
		]);
	});
});

describe('coaches', () => {
	const records = [
		{ coach_id: 'anna', region: 'eu' },
		{ coach_id: 'bob', first_name: 'Bob', active: 'yes' },
	].map(ofNobody);

	it('are as sent, if simplified', () => {
		expect(formOutput('coach', records, inForm('simplified'))).toEqual([
			{ json: { coach_id: 'anna', region: 'eu' }, recordIndex: 0, part: '' },
			{ json: { coach_id: 'bob', first_name: 'Bob', active: 'yes' }, recordIndex: 1, part: '' },
		]);
	});

	it.each(['rowPerRecord', 'rowPerMetric'] as const)(
		'have the same columns in the form %s',
		(form) => {
			expect(formOutput('coach', records, inForm(form))).toEqual([
				{
					json: { coach_id: 'anna', region: 'eu', first_name: null, active: null },
					recordIndex: 0,
					part: '',
				},
				{
					json: { coach_id: 'bob', region: null, first_name: 'Bob', active: 'yes' },
					recordIndex: 1,
					part: '',
				},
			]);
		},
	);

	it('have the selected ones of the fields that are sent', () => {
		const columns = ['athlete_name', 'active', 'coach_id'];
		expect(cells('coach', records, 'selectedFields', columns)).toEqual([
			[
				['athlete_name', null],
				['active', null],
				['coach_id', 'anna'],
			],
			[
				['athlete_name', null],
				['active', 'yes'],
				['coach_id', 'bob'],
			],
		]);
	});
});

describe('tests', () => {
	/** Codes of Terra: force and jump height. */
	const force = { metric_type: 2, value: 2000 };
	const height = { metric_type: 33, value: 38.5 };
	const records = [
		{ test_id: 't', display_name: 'CMJ', test_result_metrics: [force] },
		{ test_id: 'u', test_result_metrics: [height], sets: [{ weight: 80 }] },
	].map(ofNobody);
	const compared = [
		{
			key: 'force',
			metricKey: 'force',
			name: metricName('force', { unit: 'N' }),
			value: 2000,
			sets: null,
			series: 's',
			comparison: { z_score: 1.5 },
		},
	];

	it('have the selected columns of their rows, in their order', () => {
		const columns = ['jump_height', 'name', 'set_1_weight', 'force', 'sets', 'first_name'];
		expect(cells('test', records, 'selectedFields', columns)).toEqual([
			[
				['jump_height', null],
				['name', 'CMJ'],
				['set_1_weight', null],
				['force', 2000],
				['sets', 0],
				['first_name', null],
			],
			[
				['jump_height', 38.5],
				['name', null],
				['set_1_weight', 80],
				['force', null],
				['sets', 1],
				['first_name', null],
			],
		]);
	});

	it('are each one item with the selected columns', () => {
		const settings = inForm('selectedFields', { columns: ['test_id'] });
		expect(formOutput('test', records, settings)).toEqual([
			{ json: { test_id: 't' }, recordIndex: 0, part: '' },
			{ json: { test_id: 'u' }, recordIndex: 1, part: '' },
		]);
	});

	it('have what was found by comparison among the columns', () => {
		const [test] = records.map((owned) => ({ ...owned, compared }));
		const columns = ['force_z_score', 'force'];
		expect(cells('test', test ? [test] : [], 'selectedFields', columns)).toEqual([
			[
				['force_z_score', 1.5],
				['force', 2000],
			],
		]);
	});

	it('are raw with what was found by comparison', () => {
		const record = { test_id: 't', notes: null };
		expect(formOutput('test', [{ record, coachId: null, compared }], inForm('raw'))).toEqual([
			{
				json: {
					test_id: 't',
					notes: null,
					comparisons: { force: { value: 2000, unit: 'N', z_score: 1.5 } },
				},
				recordIndex: 0,
				part: '',
			},
		]);
	});

	const jane = { athlete_id: 'a', first_name: 'Jane', reference_id: 'r' };
	const unknown = { athlete_id: null, athlete_name: null, athlete_reference_id: null };

	it.each([
		['who was not looked up', {}, undefined, {}],
		['who was not found', {}, null, unknown],
		['of whom nothing is known', {}, {}, unknown],
		[
			'who was found',
			{},
			jane,
			{ athlete_id: 'a', athlete_name: 'Jane', athlete_reference_id: 'r' },
		],
		[
			'whom the test names itself',
			{ athlete_id: 'b' },
			jane,
			{ athlete_id: 'b', athlete_name: 'Jane', athlete_reference_id: 'r' },
		],
		[
			'whom the test names itself, and who was not found',
			{ athlete_id: 'b' },
			null,
			{ athlete_id: 'b', athlete_name: null, athlete_reference_id: null },
		],
	])('are raw with an athlete %s', (_, named, athlete, about) => {
		const record = { test_id: 't', ...named };
		const [json] = formJson('test', [{ record, coachId: null, athlete }], inForm('raw'));
		expect(json).toEqual({ test_id: 't', ...about });
	});
});

describe('activities', () => {
	const activity = {
		activity_id: 'i',
		athletes: [{ athlete_id: 'a', first_name: 'Jane' }],
		athlete_metrics: { a: [{ name: 'vel', value: 7 }] },
		periods: [
			{
				period_id: 'p',
				name: '1st',
				athlete_metrics: [{ athlete_id: 'a', metrics: [{ name: 'vel', value: 8 }] }],
			},
		],
	};
	const records = [{ activity_id: 'j' }, activity].map(ofNobody);

	it('have the selected columns of the whole activity', () => {
		const settings = inForm('selectedFields', { columns: ['vel', 'athlete_name'] });
		expect(formOutput('activity', records, settings)).toEqual([
			{ json: { vel: null, athlete_name: null }, recordIndex: 0, part: '' },
			{ json: { vel: 7, athlete_name: 'Jane' }, recordIndex: 1, part: 'a' },
		]);
		expect(cells('activity', records, 'selectedFields', ['vel', 'athlete_name'])[1]).toEqual([
			['vel', 7],
			['athlete_name', 'Jane'],
		]);
	});

	it.each([
		[['period', 'vel'], { period: null, vel: 7 }, { period: '1st', vel: 8 }],
		[['vel', 'period_id'], { vel: 7, period_id: null }, { vel: 8, period_id: 'p' }],
	])('have those of their periods as well where %j are selected', (columns, whole, period) => {
		const settings = inForm('selectedFields', { columns });
		expect(formOutput('activity', [ofNobody(activity)], settings)).toEqual([
			{ json: whole, recordIndex: 0, part: 'a' },
			{ json: period, recordIndex: 0, part: 'p/a' },
		]);
	});

	it('name their metrics as the schema of their own coach does', () => {
		const schemaOf = (name: string) => readMetricsSchema([{ key: 'vel', display_name: name }]);
		const schemas = new Map([
			['anna', schemaOf('Speed')],
			['bob', schemaOf('Velocity')],
		]);
		const record = { activity_metrics: [{ name: 'vel', value: 7 }] };
		const ofCoaches = ['anna', 'bob', null, 'carl', 'anna'].map((coachId) => ({ record, coachId }));
		const found = formJson('activity', ofCoaches, inForm('simplified'), schemas);
		expect(found.map(({ metrics }) => metrics)).toEqual([
			{ speed: 7 },
			{ velocity: 7 },
			{ vel: 7 },
			{ vel: 7 },
			{ speed: 7 },
		]);
	});
});

describe('the JSON alone', () => {
	const tests = [{ test_id: 't', test_result_metrics: [] }, { test_id: 'u' }].map(ofNobody);

	it('is as sent, if raw', () => {
		expect(formJson('test', tests, inForm('raw'))).toEqual([
			{ test_id: 't', test_result_metrics: [] },
			{ test_id: 'u' },
		]);
	});

	it('is that of the items in any other form', () => {
		const settings = inForm('selectedFields', { columns: ['test_id', 'sets'] });
		expect(formJson('test', tests, settings)).toEqual([
			{ test_id: 't', sets: 0 },
			{ test_id: 'u', sets: 0 },
		]);
	});
});

describe('the names of metrics', () => {
	it.each<[OutputForm, OutputSettings['columns'], boolean]>([
		['simplified', [], true],
		['rowPerRecord', [], true],
		['rowPerMetric', [], true],
		['simplified', ['start'], true],
		['raw', [], false],
		['raw', ['vel'], false],
		['selectedFields', [], false],
		['selectedFields', ['start', 'activity_id'], false],
		['selectedFields', ['vel'], true],
		['selectedFields', ['start', 'vel'], true],
	])('in the form %s with the columns %j are needed: %j', (form, columns, needed) => {
		expect(hasMetrics(inForm(form, { columns }))).toBe(needed);
	});
});
