import {
	startSimulator,
	type Simulator,
	type SimulatorOptions,
	type TestRecord,
} from '../../simulator';

/** The same in every run of the benchmarks, but for the day that the data ends with. */
export const seed = 1;

export const dayMs = 86_400_000;

/**
 * A simulated Terra with one coach, who has `tests` tests on the last `days` days.
 *
 * @param keepsRepetitions whether the tests keep their repetitions, which makes them larger than usual
 */
export async function coachWithTests(
	tests: number,
	days: number,
	{ keepsRepetitions = false, ...options }: SimulatorOptions & { keepsRepetitions?: boolean } = {},
): Promise<{ simulator: Simulator; coachId: string; startTime: string }> {
	const size = { coaches: 1, athletes: 200, days, testsPerDay: tests / days };
	const simulator = await startSimulator({ seed, size, ...options });
	const coachId = simulator.dataset.coaches[0]?.coach_id ?? '';
	const owned = simulator.dataset.tests.get(coachId) ?? [];
	if (!keepsRepetitions) for (const { record } of owned) shorten(record);
	owned.sort((a, b) => Number(a.record.timestamp_us) - Number(b.record.timestamp_us));
	const startTime = new Date(Date.now() - (days + 1) * dayMs).toISOString();
	return { simulator, coachId, startTime };
}

/** Removes the repetitions, which leaves 1.7 kB, the usual size of a test. */
export function shorten(test: TestRecord): TestRecord {
	const sets = Array.isArray(test.sets) ? test.sets : [];
	test.sets = sets.map((set: object) => ({ ...set, reps: [] }));
	return test;
}

/**
 * Has the simulator respond with all tests at once, whatever the range, from bytes made beforehand:
 * the time that it takes to make them is neither side's.
 */
export function serveAtOnce(simulator: Simulator, coachId: string): void {
	const data = simulator.dataset.tests.get(coachId)?.map(({ record }) => record);
	const body = JSON.stringify({ coach: simulator.dataset.coaches[0], data });
	simulator.fail({ path: '/coaches/*/tests', body, times: Infinity });
}
