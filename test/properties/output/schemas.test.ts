import fc from 'fast-check';

import { eventItems } from '../../../nodes/TerraTeams/events/items';
import { formOutput } from '../../../nodes/TerraTeams/output/output';
import {
	readSchema,
	schemaOfTriggers,
	violations,
	webhookTriggerVersion,
} from '../../schemas/outputSchema';
import { recordsOf } from './arbitraries';
import { inForm } from '../../unit/output/settings';

/** Whose records these are is always known to who asks for tests or activities of coaches. */
const ofKnownCoach = (kind: 'activity' | 'test') =>
	recordsOf[kind].map((records) =>
		records.map((sourced) => ({ ...sourced, coachId: sourced.coachId ?? 'coach' })),
	);

const operations = [
	['activity/getAll', 'activity', ofKnownCoach('activity')],
	['athlete/get', 'athlete', recordsOf.athlete],
	['athlete/getAll', 'athlete', recordsOf.athlete],
	['coach/getAll', 'coach', recordsOf.coach],
	['test/getAll', 'test', ofKnownCoach('test')],
	['test/search', 'test', ofKnownCoach('test')],
] as const;

it.each(operations)('records of whatever shape come as the schema of %s says', (name, kind, of) => {
	const schema = readSchema(name);
	fc.assert(
		fc.property(of, (records) => {
			const items = formOutput(kind, records, inForm('simplified'));
			expect(items.flatMap(({ json }) => violations(schema, json))).toEqual([]);
		}),
		{ numRuns: 1000 },
	);
});

const headers = { trace_id: null, reference: 'a', ordering_timestamp: 1 };

it.each([
	['polling', readSchema(schemaOfTriggers), {}],
	['webhook', readSchema(schemaOfTriggers, webhookTriggerVersion), headers],
])(
	'events with records of whatever shape come as the schema of the %s trigger says',
	(_, schema, details) => {
		fc.assert(
			fc.property(recordsOf.test, recordsOf.activity, (tests, activities) => {
				const events = [
					...tests.map((sourced) => ({ ...sourced, kind: 'test' as const })),
					...activities.map((sourced) => ({ ...sourced, kind: 'activity' as const })),
				].map((sourced) => {
					return { ...sourced, event: `${sourced.kind}.created`, dedupeKey: 'key', details };
				});
				const items = eventItems(events, inForm('simplified'));
				expect(items.flatMap((item) => violations(schema, item))).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	},
);

describe('a schema', () => {
	const schema = readSchema('test/getAll');

	it.each([
		[{ test_id: 37 }, ['.test_id: number instead of string or null']],
		[{ nobody: null }, ['.nobody: not in the schema']],
		[{ toString: 1 }, ['.toString: not in the schema']],
		[{ details: null }, ['.details: null instead of object']],
		[{ details: { sets: [{ set: '1' }] } }, ['.details.sets[0].set: string instead of number']],
		[{ metrics: { whatever: [1] } }, []],
		[[], [': array instead of object']],
	])('refuses what it does not describe: %j', (value, expected) => {
		expect(violations(schema, value)).toEqual(expected);
	});
});
