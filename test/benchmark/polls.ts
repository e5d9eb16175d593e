/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import type { JsonObject } from '../../nodes/TerraTeams/api/json';
import { poll } from '../../nodes/TerraTeams/polling/poll';
import type { PollSettings } from '../../nodes/TerraTeams/polling/settings';
import type { PollSource } from '../../nodes/TerraTeams/polling/source';
import type { PollState } from '../../nodes/TerraTeams/polling/state';
import type { Figure } from './main';

const dayMs = 86_400_000;
const recentRecords = 2000;
const newRecords = 20;
const runs = 15;

const settings: PollSettings = {
	events: new Set(['testCreated', 'testUpdated']),
	coaches: ['coach'],
	lookBackDays: 365,
	emitExistingDays: 0,
	maxItems: 500,
	account: 'benchmark',
};

/**
 * CPU time of a poll that finds 20 new among 2,000 recent tests, and the size of what the trigger
 * keeps: with 100,000 tests of a year remembered, beside 1,000 of them. No request is made.
 */
export async function measurePolls(): Promise<Figure[]> {
	const many = await remember(100_000);
	const few = await remember(1000);
	const times: { many: number[]; few: number[] } = { many: [], few: [] };
	for (let run = 0; run < runs; run++) {
		times.many.push(await cpuOfPoll(many));
		times.few.push(await cpuOfPoll(few));
	}
	const bytesPerRecord = (state: PollState, records: number) =>
		JSON.stringify(state).length / records;
	return [
		figure('CPU of a poll, ms', median(times.many), median(times.few)),
		figure('state, bytes', JSON.stringify(many).length, JSON.stringify(few).length),
		figure(
			'state, bytes a record',
			bytesPerRecord(many, 100_000 + recentRecords),
			bytesPerRecord(few, 1000 + recentRecords),
		),
	];
}

const nowMs = Date.UTC(2026, 0, 15, 12);
const recent = Array.from({ length: recentRecords }, (_, i) => testOf(`recent ${i}`, i % 40));
const fresh = Array.from({ length: newRecords }, (_, i) => testOf(`new ${i}`, i % 40));

/** The state of a trigger that knows so many tests of a year, and the recent ones. */
async function remember(records: number): Promise<PollState> {
	const history = Array.from({ length: records }, (_, i) =>
		testOf(`old ${i}`, 48 + (i * 8700) / records),
	);
	const clock = { nowMs: nowMs - 60_000, hasTime: () => true };
	const { state } = await poll(null, settings, sourceOf([...history, ...recent]), clock);
	return state;
}

async function cpuOfPoll(state: PollState): Promise<number> {
	const before = process.cpuUsage();
	const source = sourceOf([...recent, ...fresh]);
	const { items } = await poll(state, settings, source, { nowMs, hasTime: () => true });
	const { user, system } = process.cpuUsage(before);
	if (items.length !== newRecords) throw new Error(`The poll gave ${items.length} items`);
	return (user + system) / 1000;
}

function sourceOf(tests: JsonObject[]): PollSource {
	const nothing = async () => await Promise.resolve([]);
	return {
		coaches: nothing,
		athletes: nothing,
		activities: nothing,
		tests: async () => await Promise.resolve(tests),
	};
}

/** A test of the usual size, so many hours old. */
function testOf(id: string, hoursAgo: number): JsonObject {
	return {
		test_id: id,
		display_name: 'Countermovement Jump',
		timestamp_us: Math.round((nowMs - dayMs / 24 - (hoursAgo * dayMs) / 24) * 1000),
		test_type: 2,
		device: 'ForceDecks',
		test_result_metrics: Array.from({ length: 16 }, (_, metric) => ({
			side: metric % 6,
			aspect: -1,
			statistic_type: 3,
			metric_type: 1 + metric,
			contraction_type: 2,
			value: 1000 / (metric + 1),
		})),
		sets: [],
	};
}

function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function figure(name: string, ours: number, other: number): Figure {
	const round = (value: number) => Math.round(value * 100) / 100;
	return {
		case: 'poll, 100,000 remembered beside 1,000',
		figure: name,
		ours: round(ours),
		other: round(other),
		ratio: round(ours / other),
	};
}
