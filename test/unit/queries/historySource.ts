import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import type {
	ComparedTests,
	TestHistorySource,
} from '../../../nodes/TerraTeams/queries/testHistory';
import type { Athlete, Test } from '../../../nodes/TerraTeams/records/types';
import { settings, testOn } from './comparedTests';
import { nowUs, rosterOf, type OwnedTest } from './ownedTests';
import { usPerDay } from './ranges';

/** Ten days, of the whole squad. */
export const ofSquad = { ...settings, baselineDays: 10 };

/** Ten days, of the athletes of the tests alone. */
export const ofPart = { ...ofSquad, includesSquad: false };

/** A call of the source. */
interface Asked {
	call: keyof TestHistorySource;
	coachId: string;
	range?: TimeRange;
	athleteIds?: readonly string[];
}

/** A source with the tests of coach-a, which gives also those out of the range. */
export function sourceOf(held: readonly OwnedTest[], roster: Athlete[] = rosterOf(3)) {
	const asked: Asked[] = [];
	const running = { now: 0, most: 0 };
	const source: TestHistorySource = {
		getCoachAthletes: async (coachId) => {
			asked.push({ call: 'getCoachAthletes', coachId });
			return roster;
		},
		getTests: async (coachId, range) => {
			asked.push({ call: 'getTests', coachId, range });
			return held.map(({ record }) => record);
		},
		searchTests: async (coachId, range, athleteIds) => {
			asked.push({ call: 'searchTests', coachId, range, athleteIds });
			running.now += 1;
			running.most = Math.max(running.most, running.now);
			await Promise.resolve();
			running.now -= 1;
			const found = held.filter((test) => test.athleteIds.some((id) => athleteIds.includes(id)));
			return found.map(({ record }) => record);
		},
	};
	return { source, asked, running };
}

/** A test that the source holds, of the athlete with a number. */
export function held(
	id: string,
	day: number,
	value: number,
	athlete: number,
	fields?: Test,
): OwnedTest {
	const record = testOn(day, value, { test_id: id, ...fields });
	return { coachId: 'coach-a', record, athleteIds: [`athlete-${athlete}`] };
}

export const athleteOf = (number: number): Athlete => ({ athlete_id: `athlete-${number}` });

/** From the beginning of one day to that of another, counted from the first of the tests. */
export const daysOf = (first: number, last: number): TimeRange => ({
	startUs: nowUs + first * usPerDay,
	endUs: nowUs + last * usPerDay,
});

/** The range in which the athletes of tests are searched: whole days, both included. */
export function namingDays(first: number, last: number): TimeRange {
	const { startUs, endUs } = daysOf(first, last + 1);
	return { startUs, endUs: endUs - 1 };
}

export const rosterCall: Asked = { call: 'getCoachAthletes', coachId: 'coach-a' };

export function searchCall(range: TimeRange, ...athletes: number[]): Asked {
	const athleteIds = athletes.map((number) => `athlete-${number}`);
	return { call: 'searchTests', coachId: 'coach-a', range, athleteIds };
}

/** The athlete of each test, and how many earlier tests its value has. */
export function countsOf({ tests }: ComparedTests) {
	return tests.map(({ athlete, compared: [value] }) => [athlete, value?.comparison.baseline_count]);
}
