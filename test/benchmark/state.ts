import { poll } from '../../nodes/TerraTeams/polling/poll';
import type { PollSettings } from '../../nodes/TerraTeams/polling/settings';
import { readState, toSavedState, type PollState } from '../../nodes/TerraTeams/polling/state';
import { noFilter } from '../../nodes/TerraTeams/queries/recordFilter';
import {
	isJsonObject,
	parseJson,
	type Json,
	type JsonObject,
} from '../../nodes/TerraTeams/records/json';
import { figureOf, type Figure } from './figure';
import { alternate, timeOfCpu, type Measured } from './runs';
import { coachWithTests, dayMs } from './testData';

const days = 365;
const little = 1000;
const sizes = [little, 100_000, 1_000_000];
const newTests = 20;
const rounds = 21;

/**
 * What the trigger keeps of 1,000, 100,000 and 1,000,000 tests, and the CPU time of a poll with it,
 * beside the trigger with 1,000; and what n8n takes to read and write such a state.
 */
export async function measureState(): Promise<Figure[]> {
	const { simulator, coachId } = await coachWithTests(2 * little, days);
	const owned = simulator.dataset.tests.get(coachId) ?? [];
	const recent = owned.slice(-little).map(({ record }) => record) as JsonObject[];
	await simulator.close();
	const few = await remembering(coachId, recent, little);
	const figures: Figure[] = [];
	for (const size of sizes) {
		const much = size === little ? few : await remembering(coachId, recent, size);
		const name = `A poll that finds 20 new among 1,000, ${size.toLocaleString('en')} remembered`;
		const ids = much.bytesOfIds / size;
		const bytes = { ours: [much.saved.length / size], other: [ids] };
		figures.push(figureOf(name, 'bytes a record, beside the ids', bytes, { ours: 13 }));
		if (size === little) continue;
		const runs = await alternate(rounds, { ours: much.pollAgain, other: few.pollAgain });
		figures.push(
			figureOf(name, 'CPU beside 1,000 remembered, ms', runs.of('cpuMs'), { ratio: 1.5 }),
			figureOf(name, 'CPU of JSON.parse of the state, ms', runs.of('parseMs')),
			figureOf(name, 'CPU of JSON.stringify of the state, ms', runs.of('stringifyMs')),
		);
	}
	return figures;
}

/** The state of a trigger that has seen so many tests, and a poll that finds 20 new among the last. */
async function remembering(coachId: string, recent: readonly JsonObject[], size: number) {
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
	const { state, bytesOfIds } = await (async () => {
		// Only their ids and times count, so that a million of them fit into memory.
		const older = Array.from({ length: size - recent.length }, (_, index) => ({
			test_id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
			timestamp_us: Math.floor(1000 * (nowMs - days * dayMs * (1 - index / size))),
		}));
		const all = [...older, ...recent];
		const ids = JSON.stringify(all.map(({ test_id: id }) => id));
		return { ...(await pollOnce(null, all, nowMs)), bytesOfIds: ids.length };
	})();
	const saved = JSON.stringify(toSavedState(state));
	const timestampUs = (nowMs - 60_000) * 1000;
	const added = Array.from({ length: newTests }, (_, index) => {
		return { ...recent.at(-1), test_id: `new-${index}`, timestamp_us: timestampUs };
	});
	const pollAgain = async (): Promise<Measured> => {
		let read: Json | undefined;
		const parseMs = await timeOfCpu(() => (read = parseJson(saved)));
		const before = readState(isJsonObject(read) ? read : {});
		let after: Awaited<ReturnType<typeof pollOnce>> | undefined;
		const cpuMs = await timeOfCpu(async () => {
			after = await pollOnce(before, [...recent, ...added], nowMs + 60_000);
		});
		if (after?.items.length !== newTests) throw new Error(`It gave ${after?.items.length} items`);
		const { stateBeforeItems } = after;
		const stringifyMs = await timeOfCpu(() => JSON.stringify(toSavedState(stateBeforeItems)));
		return { cpuMs, parseMs, stringifyMs };
	};
	return { saved, bytesOfIds, pollAgain };
}
