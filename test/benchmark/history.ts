/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import { sliceRange } from '../../nodes/TerraTeams/api/timeRange';
import { compareMeasurements, type Measurement } from '../../nodes/TerraTeams/history/squad';
import { searchRange } from '../../nodes/TerraTeams/queries/rangeSearch';
import { compareTests } from '../../nodes/TerraTeams/queries/testHistory';
import { testIdentity } from '../../nodes/TerraTeams/records/identity';
import { startSimulator, type Simulator } from '../../simulator';
import { connect } from '../unit/api/connect';
import { randomOf } from '../unit/history/histories';
import { figureOf, type Figure } from './figure';
import { timeOf } from './runs';

const usPerDay = 86_400_000_000;
const athletes = 30;
const days = 90;
const newTests = 20;

/** What Terra's server took to answer, at best. */
const delayMs = 100;

/**
 * How many requests and how long it takes to compare the new tests of a squad with what its athletes
 * did before, beside asking for each athlete and month, one after the other; and what the statistics alone take.
 */
export async function measureHistory(): Promise<Figure[]> {
	const now = new Date('2026-07-01T00:00:00Z');
	const size = { coaches: 1, athletes, days, testsPerDay: 3000 / days };
	const simulator = await startSimulator({ now, size, latencyMs: delayMs });
	const figures = await measureRequests(simulator, now.getTime() * 1000);
	await simulator.close();
	return [...figures, ...measureStatistics()];
}

async function measureRequests(simulator: Simulator, endUs: number): Promise<Figure[]> {
	const { client } = connect(simulator);
	const coachId = simulator.dataset.coaches[0]?.coach_id ?? '';
	const range = { startUs: endUs - days * usPerDay, endUs };
	const source = {
		getCoachAthletes: async (id: string) => await client.getCoachAthletes(id),
		getTests: async (...of: Parameters<typeof client.getTests>) => await client.getTests(...of),
		searchTests: async (...of: Parameters<typeof client.searchTests>) =>
			await client.searchTests(...of),
	};
	const held = await searchRange({ ...testIdentity, fetch: source.getTests }, [coachId], range);
	const wanted = held.slice(-newTests).map(({ record }) => ({ record }));
	const settings = {
		baselineDays: days,
		minTests: 3,
		repetition: 'mean',
		computesAsymmetry: true,
		includesSquad: true,
	} as const;

	simulator.clearRequests();
	const counts: number[] = [];
	const oursMs = await timeOf(async () => {
		const { tests } = await compareTests(coachId, wanted, settings, source);
		counts.push(...tests.flatMap(({ compared }) => compared.length));
		if (tests.some(({ athlete }) => !athlete)) throw new Error('An athlete was not found');
	});
	const ours = simulator.requests.length;
	if (counts.length !== newTests || counts.includes(0)) throw new Error('A test was not compared');

	simulator.clearRequests();
	const otherMs = await timeOf(async () => {
		const roster = await client.getCoachAthletes(coachId);
		const searches = roster.flatMap(({ athlete_id: id }) =>
			sliceRange(range).map((slice) => ({ id: typeof id === 'string' ? id : '', slice })),
		);
		for (const { id, slice } of searches) await client.searchTests(coachId, slice, [id]);
	});
	const other = simulator.requests.length;
	const name = `History of ${newTests} tests, of ${athletes} athletes with ${held.length} tests in ${days} days, beside a request for each athlete and month, one after the other`;
	return [
		figureOf(name, 'requests', { ours: [ours], other: [other] }, { ratio: 0.4 }),
		figureOf(
			`${name}, answered in ${delayMs} ms`,
			'time, ms',
			{ ours: [oursMs], other: [otherMs] },
			{ ratio: 0.4 },
		),
	];
}

/**
 * 34 metrics of 3,000 tests, of which the newest are compared, or all; beside the sum of the same
 * values.
 */
function measureStatistics(): Figure[] {
	const random = randomOf(3);
	const series = Array.from({ length: 34 }, () =>
		Array.from(
			{ length: 3000 },
			(): Measurement => ({
				athleteId: `athlete ${Math.floor(random() * athletes)}`,
				timestampUs: Math.floor(random() * days * usPerDay),
				value: 40 + random(),
			}),
		).sort((one, other) => one.timestampUs - other.timestampUs),
	);
	const ofNewest = { ours: [] as number[], other: [] as number[] };
	const ofAll: number[] = [];
	for (let run = 0; run < 5; run++) {
		ofNewest.other.push(
			cpuMsOf(() => series.flat().reduce((sum, { value }) => sum + value, 0) > 0),
		);
		ofNewest.ours.push(cpuMsOf(() => compareNewest(series, newTests) === 34 * newTests));
		ofAll.push(cpuMsOf(() => compareNewest(series, 3000) === 34 * 3000));
	}
	const name = 'Statistics of 102,000 values of 30 athletes';
	return [
		figureOf(`${name}, 680 of them compared, beside their sum`, 'CPU, ms', ofNewest, { ours: 200 }),
		figureOf(`${name}, each of them compared, beside 680`, 'CPU, ms', {
			ours: ofAll,
			other: ofNewest.ours,
		}),
	];
}

/** Compares the newest values of each series; gives how many were. */
function compareNewest(series: readonly Measurement[][], count: number): number {
	const rules = { baselineUs: 42 * usPerDay, minCount: 3 };
	let compared = 0;
	for (const all of series) {
		compared += compareMeasurements(all, new Set(all.slice(-count)), rules).size;
	}
	return compared;
}

/** The CPU time of a task, which gives whether it did what it should. */
function cpuMsOf(task: () => boolean): number {
	const before = process.cpuUsage();
	if (!task()) throw new Error('The statistics are not complete');
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
