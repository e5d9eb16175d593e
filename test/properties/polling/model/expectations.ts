import type { PollEvent } from '../../../../nodes/TerraTeams/polling/events';
import { isDated, type RecordKind } from '../../../../nodes/TerraTeams/records/kinds';
import { usPerDay, usPerMinute, type TriggerModel } from './model';
import { versionOf, type ServerRecord } from './terraServer';

const createdEvents: Record<RecordKind, PollEvent> = {
	activity: 'activityCreated',
	athlete: 'athleteCreated',
	coach: 'coachCreated',
	test: 'testCreated',
};

const updatedEvents: Partial<Record<RecordKind, PollEvent>> = {
	activity: 'activityUpdated',
	athlete: 'athleteUpdated',
	test: 'testUpdated',
};

/** What property 1 needs to know about the whole schedule. */
export interface History {
	records: readonly ServerRecord[];
	/** Every version that ever arrived in an execution. */
	everArrived: ReadonlySet<string>;
	/** Since when each event has been asked for without a break. */
	askedSinceUs: ReadonlyMap<PollEvent, number>;
	/** Since when records of each name have passed the filters without a break. */
	passingSinceUs: ReadonlyMap<string, number>;
	shortestLookBackUs: number;
	longestLookBackUs: number;
	/** When a poll went by a wrong clock for the last time, and when one read everything since. */
	wrongClockUs: number;
	healedUs: number;
	/** The latest time that a wrong clock showed. */
	shownUs: number;
}

/** Property 1: what should have been emitted, and was not. */
export class Expectations {
	/** @param baseUs when the stream got its baseline */
	constructor(
		private readonly history: History,
		private readonly model: TriggerModel,
		private readonly baseUs: number,
	) {}

	/** Whether the record as such is expected, or its last version. */
	isOwed(record: ServerRecord): boolean {
		return this.isCreationOwed(record) || this.isUpdateOwed(record);
	}

	private isCreationOwed(record: ServerRecord): boolean {
		const { serial, version, arrivedUs } = record;
		for (let v = 0; v <= version; v++) {
			if (this.history.everArrived.has(versionOf({ serial, version: v }))) return false;
		}
		const cursorUs = this.wantedSinceUs(createdEvents[record.kind], record);
		if (this.isForgiven(record)) return false;
		if (this.model.due.has(serial) && cursorUs < this.baseUs) return true;
		return cursorUs < arrivedUs && this.isNoticeable(record, arrivedUs);
	}

	private isUpdateOwed(record: ServerRecord): boolean {
		const event = updatedEvents[record.kind];
		const { serial, version, versionUs, arrivedUs } = record;
		if (!event || version === 0 || this.history.everArrived.has(versionOf(record))) return false;
		const cursorUs = this.wantedSinceUs(event, record);
		if (cursorUs >= versionUs || !this.isNoticeable(record, versionUs)) return false;
		if (!record.hasId && this.sharesFeatures(record, () => true)) return false;
		if (this.isForgiven(record)) return false;
		for (let v = 0; v < version; v++) {
			if (this.model.silent.has(versionOf({ serial, version: v }))) return true;
		}
		const createdSinceUs = this.wantedSinceUs(createdEvents[record.kind], record);
		return createdSinceUs < arrivedUs && this.isNoticeable(record, arrivedUs);
	}

	private wantedSinceUs(event: PollEvent, { kind, name }: ServerRecord): number {
		const { askedSinceUs, passingSinceUs } = this.history;
		const passingUs = kind === 'coach' ? -Infinity : (passingSinceUs.get(name) ?? Infinity);
		return Math.max(askedSinceUs.get(event) ?? Infinity, passingUs);
	}

	/** After a wrong clock the trigger looks back as far as the look-back, and not further. */
	private isForgiven({ arrivedUs, timestampUs }: ServerRecord): boolean {
		const { wrongClockUs, healedUs, shownUs, shortestLookBackUs, longestLookBackUs } = this.history;
		if (arrivedUs <= wrongClockUs) return true;
		// Nothing tells that the clock was wrong once the time has come that it showed.
		if (arrivedUs <= healedUs && healedUs >= shownUs - usPerMinute) return true;
		// Catching up by a wrong clock ends at some time ahead, which may have come a day later.
		if (arrivedUs <= healedUs && healedUs - wrongClockUs > usPerDay) return true;
		const dateUs = timestampUs ?? Infinity;
		// A clock that is ahead looks like downtime: catching up in pieces of 31 days may end just now.
		if (longestLookBackUs >= 30 * usPerDay && dateUs < wrongClockUs + 2 * usPerDay) return true;
		return arrivedUs <= healedUs && dateUs < healedUs - shortestLookBackUs + usPerMinute;
	}

	/** Whether what came at that time is after the baseline and within the look-back. */
	private isNoticeable(record: ServerRecord, cameUs: number): boolean {
		const { kind, hasId, timestampUs } = record;
		if (cameUs <= this.baseUs) return false;
		if (!hasId && this.sharesFeatures(record, ({ isAlive }) => !isAlive)) return false;
		if (!isDated(kind) || timestampUs === null) return true;
		return timestampUs >= cameUs - this.history.shortestLookBackUs + usPerMinute;
	}

	private sharesFeatures(record: ServerRecord, is: (other: ServerRecord) => boolean): boolean {
		return this.history.records.some(
			(other) =>
				other !== record && !other.hasId && other.features === record.features && is(other),
		);
	}
}
