/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { writeFileSync } from 'node:fs';

import type { TimeRange } from '../../nodes/TerraTeams/api/timeRange';
import { poll } from '../../nodes/TerraTeams/polling/poll';
import type { PollSettings } from '../../nodes/TerraTeams/polling/settings';
import { toSavedState } from '../../nodes/TerraTeams/polling/state';
import { noFilter } from '../../nodes/TerraTeams/queries/recordFilter';
import { startSimulator } from '../../simulator';
import { connect } from '../unit/api/connect';
import { figureOf, type Figure } from './figure';
import { alternate, inFreshProcess, peakMemory, timeOfCpu, type Measured } from './runs';
import { seed } from './testData';

const few = 10;
const rounds = 5;

/** In all, however many coaches there are. */
const newTests = 3;

/** A poll that first makes everything warm, and then those that are measured. */
const polls = 5;

/** What a poll takes for each coach, with 100 and 1,000 coaches beside 10. */
export async function measureManyCoaches(): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const coaches of [few, 100, 1000]) {
		const run = (count: number) => async () => await inFreshProcess(__filename, 'pollOf', count);
		const runs = await alternate(rounds, { ours: run(coaches), other: run(few) });
		const name = `A poll of ${coaches.toLocaleString('en')} coaches, beside ${few}`;
		// One for the list of coaches and one for each, as docs/trigger.md says.
		const missed = runs.of('requests').ours.map((requests) => requests - (1 + coaches));
		const requests = { ours: missed, other: [NaN] };
		figures.push(
			figureOf(name, 'requests more or less than documented', requests, { ours: 0 }),
			figureOf(name, 'CPU for each coach, ms', runs.of('cpuMs'), { ratio: 1.1 }),
			figureOf(name, 'memory for each coach, kB', runs.of('kB'), { ratio: 1.1 }),
		);
	}
	return figures;
}

/** Polls of so many coaches over HTTP, in a process of its own; a simulator in it is its Terra. */
export async function pollOf(coaches: number): Promise<Measured> {
	const size = { coaches, athletes: 5 * coaches, days: 7, testsPerDay: 2 };
	const simulator = await startSimulator({ seed, size });
	const { client } = connect(simulator);
	const settings: PollSettings = {
		events: new Set(['testCreated', 'testUpdated']),
		coaches: 'all',
		filter: noFilter,
		lookBackDays: 7,
		emitExistingDays: 0,
		maxItems: 500,
		account: 'benchmark',
	};
	const source = {
		coaches: async () => await client.getCoaches(),
		athletes: async () => (await client.getAthletes()) ?? [],
		activities: async (id: string, range: TimeRange) => await client.getActivities(id, range),
		tests: async (id: string, range: TimeRange) => await client.getTests(id, range),
	};
	const clock = { nowMs: Date.now(), hasTime: () => true };
	const first = await poll(null, settings, source, clock);
	let { state } = first;
	const cpu: number[] = [];
	let requests = 0;
	let kB = 0;
	for (let round = 0; round < polls; round++) {
		const ids = simulator.dataset.coaches.slice(0, newTests).map(({ coach_id: id }) => id);
		for (const id of ids) simulator.admin.addTest(id, { timestamp_us: Date.now() * 1000 });
		simulator.clearRequests();
		// Linux then begins the peak with what the process has now.
		writeFileSync('/proc/self/clear_refs', '5');
		const beforeMB = peakMemory('self');
		const ms = await timeOfCpu(async () => {
			const nowMs = clock.nowMs + (round + 1) * 60_000;
			const result = await poll(state, settings, source, { ...clock, nowMs });
			if (result.items.length !== newTests) throw new Error(`It gave ${result.items.length} items`);
			state = result.state;
			JSON.stringify(toSavedState(state));
		});
		requests = simulator.requests.length;
		if (round === 0) continue;
		cpu.push(ms / coaches);
		kB = Math.max(kB, ((peakMemory('self') - beforeMB) * 1024) / coaches);
	}
	await simulator.close();
	return { cpuMs: cpu.sort((a, b) => a - b)[Math.floor(cpu.length / 2)] ?? NaN, requests, kB };
}
