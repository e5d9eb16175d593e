/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { shortcomings, type Figures } from '../../soak/n8n/figures';

const published = JSON.parse(
	readFileSync(join(__dirname, '../../../docs/soak.json'), 'utf8'),
) as Figures;

it('everything holds in the published hour', () => {
	expect(published.minutes).toBe(60);
	expect(shortcomings(published)).toEqual([]);
});

it('memory that grows is a shortcoming, once a run is long enough to tell', () => {
	const growing = { slope: 9, band: [7, 11] as [number, number], points: 90 };
	const after = (minutes: number) => {
		const figures = { ...published, minutes, memory: { ...published.memory, own: growing } };
		return shortcomings(figures);
	};
	const said = ['the memory grows: own, 9.00 MB in 10 minutes (95 % band 7.00 to 11.00)'];
	expect(after(60)).toEqual(said);
	expect(after(30)).toEqual(said);
	expect(after(10)).toEqual([]);
});

it.each<[string, Partial<Figures>, string]>([
	['lost', { records: { ...published.records, lost: 1 } }, '1 records lost'],
	[
		'twice',
		{ records: { ...published.records, repeatedWithoutReason: 2 } },
		'2 records twice while n8n ran undisturbed',
	],
	['with a secret', { secretsFound: 1 }, '1 executions with a secret'],
	[
		'without a fault',
		{ faults: { ...published.faults, hang: 0 } },
		'faults that hit nothing: hang',
	],
])('what is %s is a shortcoming', (_, change, said) => {
	expect(shortcomings({ ...published, ...change })).toEqual([said]);
});
