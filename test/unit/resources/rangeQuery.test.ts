import fc from 'fast-check';

import { TerraTeamsClient } from '../../../nodes/TerraTeams/api/client';
import { matchesFilter, noFilter } from '../../../nodes/TerraTeams/queries/recordFilter';
import { testIdentity } from '../../../nodes/TerraTeams/records/identity';
import type { Test } from '../../../nodes/TerraTeams/records/types';
import { Execution } from '../../../nodes/TerraTeams/resources/execution';
import { queryRange } from '../../../nodes/TerraTeams/resources/rangeQuery';

const client = new TerraTeamsClient(
	{ api: 'http://127.0.0.1:9', widget: 'http://127.0.0.1:9' },
	{
		send: async () => await Promise.reject(new Error('Nothing is sent here.')),
		sleep: async () => await Promise.resolve(),
		secrets: [],
		timeoutMs: 1000,
	},
);
const beginUs = Date.UTC(2026, 5, 1) * 1000;
const range = { startUs: beginUs, endUs: beginUs + 1000 };

const filters = fc.record({
	testTypes: fc
		.subarray(['countermovement jump', 'squat jump', 'nordic'])
		.map((all) => new Set(all)),
	categories: fc.subarray(['strength', 'range of motion']).map((all) => new Set(all)),
	nameContains: fc.constantFrom('', 'jump', 'one'),
});

/** Tests with the codes of a few types, categories and names, some of them without. */
const tests: fc.Arbitrary<Test[]> = fc
	.array(
		fc.record({
			timestamp_us: fc.option(fc.nat(1000).map((us) => beginUs + us)),
			test_type: fc.constantFrom(2, 12, -1, 37, null),
			exercise_type: fc.constantFrom(480, -1, null),
			category: fc.constantFrom(0, 2, 3, null),
			display_name: fc.constantFrom(null, '', 'One Jump', 'two'),
		}),
		{ maxLength: 40 },
	)
	.map((list) => list.map((test, index) => ({ ...test, test_id: `test-${index}` })));

it('gives the first of what passes the filter, in the chosen order, whatever the limit', async () => {
	await fc.assert(
		fc.asyncProperty(tests, filters, fc.boolean(), fc.nat(50), async (all, chosen, newest, n) => {
			const filter = { ...noFilter, ...chosen };
			const query = {
				range,
				isDefaultRange: false,
				filter,
				newestFirst: newest,
				toDestination: false,
			};
			const source = {
				...testIdentity,
				kind: 'test' as const,
				fetch: async () => await Promise.resolve(all),
				dispatch: async () => await Promise.reject(new Error('Nothing is delivered here.')),
			};
			const idsFor = async (limit: number) => {
				const execution = new Execution(client, 'account', true, 'UTC');
				const result = await queryRange(source, ['coach'], { ...query, limit }, execution);
				const found = 'found' in result ? result.found : [];
				return {
					ids: found.map(({ record }) => record.test_id),
					hints: execution.hints.sentences(),
				};
			};
			const everything = await idsFor(Infinity);
			const limited = await idsFor(n + 1);
			expect(limited.ids).toEqual(everything.ids.slice(0, n + 1));
			const passing = all.filter((test) => matchesFilter(filter, 'test', test));
			expect(new Set(everything.ids)).toEqual(new Set(passing.map(({ test_id: id }) => id)));
			const isCut = passing.length > n + 1 && passing.length < all.length;
			expect(limited.hints.some((hint) => hint.includes('leaves out'))).toBe(isCut);
		}),
	);
});
