/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Json } from '../../../nodes/TerraTeams/records/json';
import { type OutputForm, formOutput } from '../../../nodes/TerraTeams/output/output';
import type { OutputItem } from '../../../nodes/TerraTeams/output/outputItem';
import { cases } from './cases';
import { goldenActivities, goldenAthletes, goldenSchemas, goldenTests } from './goldenData';
import { inForm } from './settings';

/**
 * What the simulator's records look like in each form, for people to read: see the files. After a
 * wanted change write them anew with `UPDATE_GOLDEN=1 npx jest test/unit/output/golden`, and read
 * the difference.
 */
const records = { test: goldenTests, activity: goldenActivities, athlete: goldenAthletes };

const files: [file: string, kind: keyof typeof records, form: OutputForm][] = [
	['tests.simplified.json', 'test', 'simplified'],
	['tests.rowPerRecord.csv', 'test', 'rowPerRecord'],
	['tests.rowPerMetric.csv', 'test', 'rowPerMetric'],
	['tests.raw.json', 'test', 'raw'],
	['activities.simplified.json', 'activity', 'simplified'],
	['activities.rowPerRecord.csv', 'activity', 'rowPerRecord'],
	['activities.rowPerMetric.csv', 'activity', 'rowPerMetric'],
	['activities.raw.json', 'activity', 'raw'],
	['athletes.simplified.json', 'athlete', 'simplified'],
	['athletes.raw.json', 'athlete', 'raw'],
];

it.each(files)('%s', (file, kind, form) => {
	const path = join(__dirname, 'golden', file);
	const items = formOutput(kind, records[kind], inForm(form), goldenSchemas);
	const text = file.endsWith('.csv') ? csv(items) : `${JSON.stringify(jsonOf(items), null, 2)}\n`;
	if (process.env.UPDATE_GOLDEN) writeFileSync(path, text);
	expect(readFileSync(path, 'utf8')).toBe(text);
});

const forms = ['simplified', 'rowPerRecord', 'rowPerMetric'] as const;

it.each(Object.keys(cases))('%s', (name) => {
	const path = join(__dirname, 'golden', `${name.replace(/\W+/g, '-')}.txt`);
	const { kind, records: sent, schemas } = cases[name] ?? { kind: 'test', records: [] };
	const owned = sent.map((record) => ({ record, coachId: kind === 'activity' ? 'coach' : null }));
	const text = forms
		.map((form) => {
			const settings = inForm(form, {
				repetitions: ['mean', 'highest'],
				timeZone: 'Europe/Berlin',
			});
			const items = formOutput(kind, owned, settings, schemas);
			const shown =
				form === 'simplified' ? `${JSON.stringify(jsonOf(items), null, 1)}\n` : csv(items);
			return `${form}\n\n${shown}`;
		})
		.join('\n');
	if (process.env.UPDATE_GOLDEN) writeFileSync(path, text);
	expect(readFileSync(path, 'utf8')).toBe(text);
});

it('is of records of every provider', () => {
	expect(goldenTests).toHaveLength(5);
	expect(goldenActivities).toHaveLength(2);
	expect(goldenAthletes.map(({ record }) => record.provider)).toEqual([
		'VALD',
		'CATAPULT',
		'GYMAWARE',
	]);
});

function jsonOf(items: readonly OutputItem[]): Json {
	return items.map(({ json }) => json);
}

/** As a spreadsheet would take it. */
function csv(items: readonly OutputItem[]): string {
	const columns = Object.keys(items[0]?.json ?? {});
	const lines = items.map(({ json }) => columns.map((name) => quoted(json[name])).join(','));
	return [columns.join(','), ...lines, ''].join('\n');
}

function quoted(value: Json | undefined): string {
	const content = value ?? '';
	const text = typeof content === 'string' ? content : JSON.stringify(content);
	return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
