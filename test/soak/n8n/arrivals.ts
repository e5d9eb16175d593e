import type { CoachRecord, Simulator } from '../../../simulator';
import { SeededRandom } from '../../../simulator/generate/random';
import { markOf, type Expectations, type ExpectedRecord } from './expectations';

const hourUs = 3_600_000_000;

/** Each poll takes one or two requests for each coach. */
const maxCoaches = 12;

/** Records reach Terra up to two days late, and are found by the next poll. */
const latestHours = 46;

/** What can reach Terra, and how often of a hundred times. */
const shares = [
	['test', 42],
	['activity', 20],
	['testChange', 18],
	['activityChange', 7],
	['athlete', 5],
	['athleteChange', 5],
	['athleteRemoval', 1],
	['coach', 2],
] as const;

/** Lets data reach the simulated Terra, drawn from a seed, and tells what is expected of it. */
export class Arrivals {
	private readonly random: SeededRandom;
	/** New coaches of whom the trigger may not have a baseline yet: what they have may be silent. */
	private readonly unready = new Map<string, number>();

	constructor(
		seed: number,
		private readonly simulator: Simulator,
		private readonly expectations: Expectations,
		/** How many polls have ended in which nothing was disturbed. */
		private readonly calmPolls: () => number,
	) {
		this.random = new SeededRandom(seed, 'arrivals');
	}

	/** Milliseconds to wait before the next one, a second and a half on average. */
	nextMs(): number {
		return this.random.integer(500, 2500);
	}

	/** One record arrives, or one changes. */
	next(): void {
		const at = this.random.integer(1, 100);
		let sum = 0;
		const [what = 'test'] = shares.find(([, share]) => (sum += share) >= at) ?? [];
		switch (what) {
			case 'test':
				return this.addTest();
			case 'activity':
				return this.addActivity();
			case 'athlete':
				return this.addAthlete();
			case 'coach':
				return this.addCoach();
			case 'athleteRemoval':
				return this.removeAthlete();
			default:
				return this.change(what.replace('Change', ''));
		}
	}

	private addTest(): void {
		const { coach_id: coachId } = this.coach();
		const roster = this.athletesOf(coachId);
		if (roster.length === 0) return;
		const athleteId = this.random.pick(roster);
		const test = this.simulator.admin.addTest(
			coachId,
			{ test_id: this.random.uuid(), timestamp_us: this.timeUs(), notes: markOf('test', 0) },
			athleteId,
		);
		this.expectations.add({ kind: 'test', id: String(test.test_id), coachId, athleteId });
	}

	private addActivity(): void {
		const { coach_id: coachId } = this.coach();
		const startUs = this.timeUs();
		const activity = this.simulator.admin.addActivity(coachId, {
			activity_id: this.random.uuid(),
			start_timestamp_us: startUs,
			end_timestamp_us: startUs + hourUs,
			description: markOf('activity', 0),
		});
		this.expectations.add({ kind: 'activity', id: String(activity.activity_id), coachId });
	}

	private addAthlete(coachId = this.coach().coach_id): void {
		const athlete = this.simulator.admin.addAthlete(coachId, {
			active: true,
			reference_id: markOf('athlete', 0),
		});
		this.expectations.add({ kind: 'athlete', id: athlete.athlete_id, coachId });
	}

	/** With three athletes, so that its tests belong to somebody. */
	private addCoach(): void {
		if (this.simulator.dataset.coaches.length >= maxCoaches || this.unready.size > 0) return;
		const provider = this.random.pick(['VALD', 'GYMAWARE', 'CATAPULT']);
		const { coach_id: coachId } = this.simulator.admin.addCoach({ provider });
		this.expectations.add({ kind: 'coach', id: coachId, coachId });
		this.unready.set(coachId, this.calmPolls());
		for (let n = 0; n < 3; n++) this.addAthlete(coachId);
	}

	/** Only one without tests: a test of nobody has no name, and is none of what is checked here. */
	private removeAthlete(): void {
		const tested = new Set([...this.expectations.records.values()].map((one) => one.athleteId));
		const found = this.recordsOf('athlete').filter(({ id }) => !tested.has(id));
		if (found.length === 0) return;
		const record = this.random.pick(found);
		this.expectations.remove(record);
		this.simulator.admin.deleteAthlete(record.id);
	}

	private change(kind: string): void {
		const found = this.recordsOf(kind).slice(-60);
		if (found.length === 0) return;
		const record = this.random.pick(found);
		const { admin } = this.simulator;
		this.expectations.change(record);
		const mark = markOf(record.kind, record.version);
		if (kind === 'test') admin.updateTest(record.coachId, record.id, { notes: mark });
		if (kind === 'activity') admin.updateActivity(record.coachId, record.id, { description: mark });
		if (kind === 'athlete') admin.updateAthlete(record.id, { reference_id: mark });
	}

	private recordsOf(kind: string): ExpectedRecord[] {
		const all = [...this.expectations.records.values()];
		return all.filter((record) => record.kind === kind && !record.isGone);
	}

	/** One whose records are certain to come. */
	private coach(): CoachRecord {
		for (const [coachId, polls] of this.unready) {
			// The first of these polls may have begun before the coach was there.
			if (this.calmPolls() >= polls + 3) this.unready.delete(coachId);
		}
		const { coaches } = this.simulator.dataset;
		return this.random.pick(coaches.filter(({ coach_id: id }) => !this.unready.has(id)));
	}

	private athletesOf(coachId: string): string[] {
		const { athletes } = this.simulator.dataset;
		return athletes.filter((one) => one.coach_id === coachId).map((one) => one.athlete_id);
	}

	/** Microseconds since 1970: now for half of the records, else up to two days ago. */
	private timeUs(): number {
		const lateUs = this.random.chance(0.5) ? 0 : this.random.next() * latestHours * hourUs;
		return Math.floor(Date.now() * 1000 - lateUs);
	}
}
