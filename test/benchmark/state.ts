/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import type { JsonObject } from '../../nodes/TerraTeams/records/json';
import { poll } from '../../nodes/TerraTeams/polling/poll';
import { noFilter } from '../../nodes/TerraTeams/queries/recordFilter';
import type { PollSettings } from '../../nodes/TerraTeams/polling/settings';
import type { PollState } from '../../nodes/TerraTeams/polling/state';
import { figureOf, type Figure } from './figure';
import { alternate, type Measured } from './runs';
import { coachWithTests } from './testData';

const days = 365;
const much = 100_000;
const little = 1000;
const newTests = 20;
const rounds = 21;

/**
 * What the trigger keeps of 100,000 tests, beside their ids as a JSON array and beside what it keeps
 * of 1,000; and the CPU time of a poll with either, from the saved state to the one to save.
 */
export async function measureState(): Promise<Figure[]> {
	const { simulator, coachId } = await coachWithTests(much, days);
	const records = (simulator.dataset.tests.get(coachId) ?? []).map(({ record }) => record);
	const tests = records as JsonObject[];
	await simulator.close();
	const [many, few] = [
		await remembering(coachId, tests),
		await remembering(coachId, tests.slice(-little)),
	];
	const ids = JSON.stringify(tests.map(({ test_id: id }) => id));
	const bytes = { ours: [many.saved.length / much], other: [ids.length / much] };
	const kB = { ours: [many.saved.length / 1000], other: [few.saved.length / 1000] };
	const runs = await alternate(rounds, { ours: many.pollAgain, other: few.pollAgain });
	const name = 'The trigger with 100,000 tests remembered';
	return [
		figureOf(name, 'bytes a record, beside the ids', bytes, { ours: 16 }),
		figureOf(name, 'state beside that of 1,000, kB', kB),
		figureOf(name, 'CPU of a poll, beside 1,000, ms', runs.of('cpuMs')),
	];
}

/** The state of a trigger that has seen these tests, and a poll that finds 20 new among 1,000. */
async function remembering(coachId: string, tests: readonly JsonObject[]) {
	const settings: PollSettings = {
		events: new Set(['testCreated', 'testUpdated']),
		coaches: [coachId],
		filter: noFilter,
		lookBackDays: days + 1,
		emitExistingDays: 0,
		maxItems: 500,
		account: 'benchmark',
	};
	const nowMs = Date.now();
	const pollOnce = async (state: PollState | null, tests: readonly JsonObject[], atMs: number) => {
		const nothing = async () => await Promise.resolve([]);
		const source = {
			coaches: nothing,
			athletes: nothing,
			activities: nothing,
			tests: async () => await Promise.resolve([...tests]),
		};
		return await poll(state, settings, source, { nowMs: atMs, hasTime: () => true });
	};
	const { state } = await pollOnce(null, tests, nowMs);
	const saved = JSON.stringify(state);
	const timestampUs = (nowMs - 60_000) * 1000;
	const added = Array.from({ length: newTests }, (_, index) => {
		return { ...tests.at(-1), test_id: `new-${index}`, timestamp_us: timestampUs };
	});
	const recent = [...tests.slice(-little), ...added];
	const pollAgain = async (): Promise<Measured> => {
		const before = process.cpuUsage();
		const result = await pollOnce(JSON.parse(saved) as PollState, recent, nowMs + 60_000);
		JSON.stringify(result.state);
		const { user, system } = process.cpuUsage(before);
		if (result.items.length !== newTests) throw new Error(`It gave ${result.items.length} items`);
		return { cpuMs: (user + system) / 1000 };
	};
	return { saved, pollAgain };
}
