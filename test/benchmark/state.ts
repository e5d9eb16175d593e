import type { JsonObject } from '../../nodes/TerraTeams/api/json';
import { poll } from '../../nodes/TerraTeams/polling/poll';
import type { PollSettings } from '../../nodes/TerraTeams/polling/settings';
import { figureOf, type Figure } from './figure';
import { coachWithTests } from './testData';

const days = 365;

/** What the trigger keeps of 100,000 tests, beside their ids as a JSON array. */
export async function measureState(): Promise<Figure[]> {
	const { simulator, coachId } = await coachWithTests(100_000, days);
	const tests = (simulator.truth.tests.get(coachId) ?? []).map(({ record }) => record);
	await simulator.close();
	const settings: PollSettings = {
		events: new Set(['testCreated', 'testUpdated']),
		coaches: [coachId],
		lookBackDays: days + 1,
		emitExistingDays: 0,
		maxItems: 500,
		account: 'benchmark',
	};
	const nothing = async () => await Promise.resolve([]);
	const source = {
		coaches: nothing,
		athletes: nothing,
		activities: nothing,
		tests: async () => await Promise.resolve(tests as JsonObject[]),
	};
	const clock = { nowMs: Date.now(), hasTime: () => true };
	const { state } = await poll(null, settings, source, clock);
	const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) / tests.length;
	const ids = tests.map(({ test_id: id }) => id);
	return [
		figureOf(
			'What the trigger keeps of 100,000 tests',
			'bytes a record',
			{ ours: [bytes(state)], other: [bytes(ids)] },
			{ ours: 16 },
		),
	];
}
