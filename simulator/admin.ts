import { insertCoach, removeCoach, removeItem, rosterOf } from './datasetChanges';
import { makeAthlete, makeCoach, makeLogin, tzOffsetSeconds } from './generate/athletes';
import { makeActivity } from './generate/catapultActivities';
import { makeGymAwareTest } from './generate/gymAwareTests';
import { addHistories, type Histories } from './generate/histories';
import { makeMetricsSchema } from './generate/metrics';
import { SeededRandom } from './generate/random';
import { isoMicroseconds } from './generate/times';
import { makeValdTest } from './generate/valdTests';
import {
	activitiesRetrieved,
	athletesDeleted,
	athletesRegistered,
	coachRegistered,
	testsRetrieved,
	type PushedEvent,
} from './push/events';
import {
	writeOnlyFields,
	type ActivityRecord,
	type AthleteRecord,
	type CoachRecord,
	type Dataset,
	type OwnedTest,
	type TestRecord,
} from './records';

/** Fields that replace or extend those of a record; `undefined` removes a field. */
export type Overrides = Readonly<Record<string, unknown>>;

/** The id of a test or an activity. */
export type RecordId = string | null | undefined;

/** Thrown for an unknown id. */
export class NotFound extends Error {}

/**
 * Changes the data without the API, as providers do. A new record has plausible values and the real
 * current time; overrides can be anything, also null, unknown fields and times in the future. Each
 * method returns the record, and announces Terra's event for it, if there is one. Throws NotFound for
 * an unknown id, Error for an id or time of the wrong type.
 */
export class Admin {
	private readonly random: SeededRandom;
	private number = 1000;

	constructor(
		private readonly dataset: Dataset,
		seed: number,
		private readonly announce: (event: PushedEvent) => void = () => undefined,
	) {
		this.random = new SeededRandom(seed, 'admin');
	}

	/** Without athletes or records. Write-only fields in the overrides become the login. */
	addCoach(overrides: Overrides = {}): CoachRecord {
		const provider = typeof overrides.provider === 'string' ? overrides.provider : 'VALD';
		const base = makeCoach(this.random, provider, this.nextNumber(), Date.now() * 1000);
		const login = makeLogin(this.random, provider);
		const coach = { ...base, ...overrides };
		for (const name of writeOnlyFields) {
			if (typeof overrides[name] === 'string') login[name] = overrides[name];
			delete coach[name];
		}
		checkText(coach, ['coach_id', 'provider']);
		if (this.dataset.coaches.some(({ coach_id: id }) => id === coach.coach_id)) {
			throw new Error(`There is a coach ${coach.coach_id} already.`);
		}
		insertCoach(this.dataset, coach, login);
		this.announce(coachRegistered(coach));
		return coach;
	}

	/** With all athletes, activities and tests. */
	deleteCoach(coachId: string): CoachRecord {
		const coach = this.coach(coachId);
		removeCoach(this.dataset, coach);
		return coach;
	}

	addAthlete(coachId: string, overrides: Overrides = {}): AthleteRecord {
		const coach = this.coach(coachId);
		const nowUs = Date.now() * 1000;
		const base = makeAthlete(this.random, coach, this.nextNumber(), nowUs);
		const athlete = { ...base, last_updated_at: isoMicroseconds(nowUs), ...overrides };
		checkText(athlete, ['athlete_id', 'coach_id']);
		if (this.dataset.athletes.some(({ athlete_id: id }) => id === athlete.athlete_id)) {
			throw new Error(`There is an athlete ${athlete.athlete_id} already.`);
		}
		this.dataset.athletes.push(athlete);
		this.announce(athletesRegistered(coach, [athlete]));
		return athlete;
	}

	/** Sets last_updated_at to the current time unless it is overridden. */
	updateAthlete(athleteId: string, overrides: Overrides): AthleteRecord {
		const athlete = this.athlete(athleteId);
		const changed = { last_updated_at: isoMicroseconds(Date.now() * 1000), ...overrides };
		checkText({ ...athlete, ...changed }, ['athlete_id', 'coach_id']);
		return Object.assign(athlete, changed);
	}

	/** Activities and tests stay with the coach; the tests then belong to no athlete. */
	deleteAthlete(athleteId: string): AthleteRecord {
		const athlete = this.athlete(athleteId);
		removeItem(this.dataset.athletes, athlete);
		for (const test of this.dataset.tests.get(athlete.coach_id) ?? []) {
			if (test.athleteId === athleteId) test.athleteId = undefined;
		}
		this.announce(athletesDeleted([athlete]));
		return athlete;
	}

	/** `athleteId`: the test's athlete; default one of the coach's athletes, null for none. */
	addTest(coachId: string, overrides: Overrides = {}, athleteId?: string | null): TestRecord {
		const coach = this.coach(coachId);
		const make = coach.provider === 'GYMAWARE' ? makeGymAwareTest : makeValdTest;
		const base = make(this.random, Date.now() * 1000, tzOffsetSeconds(coach));
		const record = { ...base, ...overrides };
		checkIdAndTime(record, 'test_id', 'timestamp_us');
		const test = { record, athleteId: this.athleteOfTest(coachId, athleteId) };
		this.dataset.tests.get(coachId)?.push(test);
		this.announceTest(coach, test);
		return record;
	}

	updateTest(coachId: string, testId: RecordId, overrides: Overrides): TestRecord {
		const test = this.test(coachId, testId);
		checkIdAndTime({ ...test.record, ...overrides }, 'test_id', 'timestamp_us');
		Object.assign(test.record, overrides);
		this.announceTest(this.coach(coachId), test);
		return test.record;
	}

	deleteTest(coachId: string, testId: RecordId): TestRecord {
		const test = this.test(coachId, testId);
		removeItem(this.dataset.tests.get(coachId) ?? [], test);
		return test.record;
	}

	/** An activity of the coach's athletes; the coach gets a metrics schema if it has none. */
	addActivity(coachId: string, overrides: Overrides = {}): ActivityRecord {
		const coach = this.coach(coachId);
		const roster = rosterOf(this.dataset, coachId);
		const base = makeActivity(this.random, roster, Date.now() * 1000, tzOffsetSeconds(coach));
		const record = { ...base, ...overrides };
		checkIdAndTime(record, 'activity_id', 'start_timestamp_us');
		this.dataset.activities.get(coachId)?.push(record);
		if (this.dataset.metricsSchemas.get(coachId)?.length === 0) {
			this.dataset.metricsSchemas.set(coachId, makeMetricsSchema());
		}
		this.announce(activitiesRetrieved(coach, [record]));
		return record;
	}

	updateActivity(coachId: string, activityId: RecordId, overrides: Overrides): ActivityRecord {
		const record = this.activity(coachId, activityId);
		checkIdAndTime({ ...record, ...overrides }, 'activity_id', 'start_timestamp_us');
		Object.assign(record, overrides);
		this.announce(activitiesRetrieved(this.coach(coachId), [record]));
		return record;
	}

	deleteActivity(coachId: string, activityId: RecordId): ActivityRecord {
		const record = this.activity(coachId, activityId);
		removeItem(this.dataset.activities.get(coachId) ?? [], record);
		return record;
	}

	/**
	 * Adds weeks of jumps and sessions in which some athletes stand out, see {@link addHistories}.
	 * Announces nothing, since all of it is from before.
	 */
	addHistories(nowMs = Date.now()): Histories {
		return addHistories(this.dataset, this.random, nowMs);
	}

	/** Terra sends no webhooks for an athlete who is not `active`. */
	private announceTest(coach: CoachRecord, { record, athleteId }: OwnedTest): void {
		const athlete = this.dataset.athletes.find(({ athlete_id: id }) => id === athleteId);
		if (athlete?.active !== false) this.announce(testsRetrieved(coach, [record]));
	}

	private coach(id: string): CoachRecord {
		return findIn(this.dataset.coaches, (coach) => coach.coach_id === id, `coach ${id}`);
	}

	private athlete(id: string): AthleteRecord {
		return findIn(this.dataset.athletes, (athlete) => athlete.athlete_id === id, `athlete ${id}`);
	}

	private test(coachId: string, id: RecordId) {
		this.coach(coachId);
		const tests = this.dataset.tests.get(coachId) ?? [];
		return findIn(tests, ({ record }) => record.test_id === id, `test ${String(id)}`);
	}

	private activity(coachId: string, id: RecordId): ActivityRecord {
		this.coach(coachId);
		const activities = this.dataset.activities.get(coachId) ?? [];
		return findIn(activities, (record) => record.activity_id === id, `activity ${String(id)}`);
	}

	private athleteOfTest(coachId: string, athleteId: string | null | undefined): string | undefined {
		if (athleteId === null) return undefined;
		const roster = rosterOf(this.dataset, coachId);
		if (athleteId === undefined) {
			return roster.length === 0 ? undefined : this.random.pick(roster).athlete_id;
		}
		return findIn(roster, ({ athlete_id: id }) => id === athleteId, `athlete ${athleteId}`)
			.athlete_id;
	}

	private nextNumber(): number {
		this.number += 1;
		return this.number;
	}
}

function findIn<T>(list: readonly T[], is: (item: T) => boolean, name: string): T {
	const found = list.find(is);
	if (found === undefined) throw new NotFound(`There is no ${name}.`);
	return found;
}

function checkText(record: Overrides, names: readonly string[]): void {
	for (const name of names) {
		if (typeof record[name] !== 'string') throw new Error(`${name} must be a text.`);
	}
}

function checkIdAndTime(record: Overrides, id: string, time: string): void {
	if (!['string', 'undefined'].includes(typeof record[id]) && record[id] !== null) {
		throw new Error(`${id} must be a text, null or missing.`);
	}
	if (!['number', 'undefined'].includes(typeof record[time]) && record[time] !== null) {
		throw new Error(`${time} must be a number, null or missing.`);
	}
}
