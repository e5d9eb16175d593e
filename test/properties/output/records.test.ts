import fc from 'fast-check';

import { isJsonObject, type Json, type JsonObject } from '../../../nodes/TerraTeams/records/json';
import { alignColumns } from '../../../nodes/TerraTeams/output/columns';
import { type OutputForm, formOutput } from '../../../nodes/TerraTeams/output/output';
import type { OutputItem } from '../../../nodes/TerraTeams/output/outputItem';
import type { OwnedRecord } from '../../../nodes/TerraTeams/records/ownedRecord';
import { recordsOf } from './arbitraries';
import { metricsOfActivity, metricsOfTest, type FoundMetric } from './metricsWalk';
import { inForm } from '../../unit/output/settings';

const kinds = ['activity', 'athlete', 'coach', 'test'] as const;
const forms: OutputForm[] = ['simplified', 'rowPerRecord', 'rowPerMetric', 'raw'];
const rowForms: OutputForm[] = ['rowPerRecord', 'rowPerMetric'];

/** Columns that a row has besides those of its metrics. */
const fixedColumnsOf = (kind: 'activity' | 'test') =>
	Object.keys(
		formOutput(kind, [{ record: {}, coachId: null }], inForm('rowPerRecord'))[0]?.json ?? {},
	);

/** Without anything that is computed. */
const asSent = (form: OutputForm) => inForm(form, { computesAsymmetry: false });

const walks = [
	['test', metricsOfTest],
	['activity', metricsOfActivity],
] as const;

/** What is added where the athlete was looked for. */
const aboutAthlete = { athlete_id: null, athlete_name: null, athlete_reference_id: null };

describe.each(kinds)('%s records of whatever shape', (kind) => {
	const everyForm = (check: (items: OutputItem[], records: OwnedRecord[], form: string) => void) =>
		fc.assert(
			fc.property(recordsOf[kind], fc.constantFrom(...forms), (records, form) => {
				check(formOutput(kind, records, inForm(form)), records, form);
			}),
			{ numRuns: 300 },
		);

	it('give items in their order, told apart by their parts', () => {
		everyForm((items) => {
			const sources = items.map(({ recordIndex }) => recordIndex);
			expect(sources).toEqual([...sources].sort((a, b) => a - b));
			const names = items.map(({ recordIndex, part }) => JSON.stringify([recordIndex, part]));
			expect(new Set(names).size).toBe(names.length);
		});
	});

	it('are raw what the API sent', () => {
		fc.assert(
			fc.property(recordsOf[kind], (records) => {
				const items = formOutput(kind, records, inForm('raw'));
				expect(items).toHaveLength(records.length);
				items.forEach(({ json }, index) => {
					const { record, athlete } = records[index] ?? {};
					if (athlete === undefined) expect(json).toBe(record);
					else expect({ ...json, ...aboutAthlete }).toEqual({ ...record, ...aboutAthlete });
				});
			}),
		);
	});

	it('are not changed', () => {
		fc.assert(
			fc.property(recordsOf[kind], fc.constantFrom(...forms), (records, form) => {
				const before = JSON.stringify(records);
				formOutput(kind, records, inForm(form));
				expect(JSON.stringify(records)).toBe(before);
			}),
		);
	});

	it('have the same columns in the same order in all rows', () => {
		fc.assert(
			fc.property(recordsOf[kind], fc.constantFrom(...rowForms), (records, form) => {
				expectOneTable(formOutput(kind, records, inForm(form)));
			}),
			{ numRuns: 300 },
		);
	});
});

describe.each(['activity', 'athlete', 'test'] as const)('a simplified %s', (kind) => {
	it('has at most ten fields, the same in every record', () => {
		fc.assert(
			fc.property(recordsOf[kind], (records) => {
				const items = formOutput(kind, records, inForm('simplified'));
				expect(items).toHaveLength(records.length);
				expectOneTable(items);
				for (const { json } of items) expect(Object.keys(json).length).toBeLessThanOrEqual(10);
			}),
		);
	});
});

describe.each(walks)('the metrics of records of whatever shape: %s', (kind, walk) => {
	const every = (check: (record: JsonObject, metrics: FoundMetric[]) => void) =>
		fc.assert(
			fc.property(recordsOf[kind], (records) => {
				for (const { record } of records) check(record, walk(record));
			}),
			{ numRuns: 500 },
		);

	it('that have a value are one row each', () => {
		every((record, metrics) => {
			const rows = formOutput(kind, [{ record, coachId: null }], asSent('rowPerMetric'));
			const given = rows.map((row) => `${placeOf(row)}: ${text(row.json)}`);
			const sent = metrics
				.filter(({ value }) => value !== null)
				.map(({ place, value }) => `${place}: ${cell(value)}`);
			expect(given.sort()).toEqual(sent.sort());
		});
	});

	it('are all in the simplified record', () => {
		every((record, metrics) => {
			const [item] = formOutput(kind, [{ record, coachId: null }], asSent('simplified'));
			expect(valuesUnder(item?.json ?? {}).sort()).toEqual(
				metrics.map(({ value }) => JSON.stringify(value)).sort(),
			);
		});
	});

	it('are all in its rows, except for those that are left out of them', () => {
		const fixed = new Set(fixedColumnsOf(kind));
		const isFixed = (name: string) =>
			fixed.has(name) || (kind === 'test' && /^set_\d+_(weight|exercise|variations)$/.test(name));
		every((record, metrics) => {
			const rows = formOutput(kind, [{ record, coachId: null }], asSent('rowPerRecord'));
			// An athlete without any id is a part without a name.
			const { athlete_metrics: ofAthletes } = record;
			const hasNameless = isJsonObject(ofAthletes) && '' in ofAthletes;
			const hasAthletes = hasNameless || rows.some(({ part }) => part !== '');
			const left = metrics.filter(({ place, value }) => {
				if (value === null || place.includes('rep')) return false;
				return place !== 'activity' || !hasAthletes;
			});
			const cells = rows.flatMap(({ json }) =>
				Object.entries(json)
					.filter(([name, value]) => !isFixed(name) && value !== null)
					.map(([, value]) => cell(value)),
			);
			expect(cells.sort()).toEqual(left.map(({ value }) => cell(value)).sort());
		});
	});

	it('have names that are fit to be columns', () => {
		every((record) => {
			const of = (form: OutputForm) => formOutput(kind, [{ record, coachId: null }], inForm(form));
			const names = [
				...Object.keys(of('rowPerRecord')[0]?.json ?? {}),
				...of('rowPerMetric').map(({ json }) => cell(json.metric_key)),
			];
			expect(names.filter((name) => !/^[a-z][a-z0-9_]{0,62}$/.test(name))).toEqual([]);
		});
	});
});

describe('records of several kinds in one run', () => {
	it('have the same columns in the same order after they are aligned, and lose nothing', () => {
		fc.assert(
			fc.property(
				recordsOf.test,
				recordsOf.activity,
				recordsOf.coach,
				fc.constantFrom(...rowForms),
				(tests, activities, coaches, form) => {
					const items = [
						...formOutput('test', tests, inForm(form)),
						...formOutput('activity', activities, inForm(form)),
						...formOutput('coach', coaches, inForm(form)),
					];
					const aligned = alignColumns(items);
					expectOneTable(aligned);
					const columns = Object.keys(aligned[0]?.json ?? {});
					const expected = items.map(({ json, ...rest }) => ({
						...rest,
						json: columns.map((name) => (Object.hasOwn(json, name) ? json[name] : null)),
					}));
					expect(aligned.map((item) => ({ ...item, json: Object.values(item.json) }))).toEqual(
						expected,
					);
					const all = new Set(items.flatMap(({ json }) => Object.keys(json)));
					expect(new Set(columns)).toEqual(all);
				},
			),
		);
	});

	it('need no aligning as rows of metrics', () => {
		const test = { test_result_metrics: [{ metric_type: 2, value: 1 }] };
		const activity = { activity_metrics: [{ name: 'x', value: 1 }] };
		const [ofTest] = formOutput('test', [{ record: test, coachId: null }], inForm('rowPerMetric'));
		const [ofActivity] = formOutput(
			'activity',
			[{ record: activity, coachId: null }],
			inForm('rowPerMetric'),
		);
		expect(Object.keys(ofTest?.json ?? {})).toEqual(Object.keys(ofActivity?.json ?? {}));
		expect(Object.keys(ofTest?.json ?? {})).toHaveLength(29);
	});
});

function expectOneTable(items: readonly OutputItem[]): void {
	const columns = Object.keys(items[0]?.json ?? {});
	const others = items.filter(({ json }) => Object.keys(json).join() !== columns.join());
	expect(others).toEqual([]);
	expect(items.filter(({ json }) => Object.values(json).includes(undefined))).toEqual([]);
}

/** Where a row's metric is in the record, as the walk names it. */
function placeOf({ json, part }: OutputItem): string {
	if (json.record_type === 'test') {
		const set = json.set === null ? 'test' : `set ${cell(json.set)}`;
		return json.rep === null ? set : `${set} rep ${cell(json.rep)}`;
	}
	if (part.startsWith('period/')) return `period ${cell(json.period_id)}`;
	return part.startsWith('athlete/') ? 'athlete' : 'activity';
}

function text({ value, value_text }: JsonObject): string {
	return cell(value ?? value_text);
}

/** A value as a cell shows it. */
function cell(value: Json | undefined): string {
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The values in every object called `metrics`, at any depth outside of metrics. */
function valuesUnder(value: Json | undefined): string[] {
	if (Array.isArray(value)) return value.flatMap(valuesUnder);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) =>
		name === 'metrics'
			? Object.values(inner as JsonObject).map((metric) => JSON.stringify(metric))
			: valuesUnder(inner),
	);
}
