import { TerraTeamsError } from '../../../../nodes/TerraTeams/api/errors';
import { readList, readResponse } from '../../../../nodes/TerraTeams/api/response';
import { activityIdentity, testIdentity } from '../../../../nodes/TerraTeams/records/identity';
import type { JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { searchRange } from '../../../../nodes/TerraTeams/queries/rangeSearch';
import type { TimeRange } from '../../../../nodes/TerraTeams/api/timeRange';
import { isDated, type RecordKind } from '../../../../nodes/TerraTeams/records/kinds';
import type { PollSource } from '../../../../nodes/TerraTeams/polling/source';
import { coachCount, secondsPerDay, type NewRecord, type Fault } from './schedule';

const usPerSecond = 1_000_000;

/** The names of records. */
export const names = ['name 0', 'name 1'];

/** A record that the server holds or held. */
export interface ServerRecord {
	serial: number;
	kind: RecordKind;
	coach: number;
	hasId: boolean;
	/** What a record without an id is known by. */
	features: string;
	timestampUs: number | null;
	arrivedUs: number;
	/** 0 for the first one, and when each of them came. */
	version: number;
	versionUs: number;
	isAlive: boolean;
	/** Empty for a coach. */
	name: string;
	json: JsonObject;
}

/** What tells one version of one record from all others. */
export function versionOf({ serial, version }: Pick<ServerRecord, 'serial' | 'version'>): string {
	return `${serial}.${version}`;
}

/** The version that an item holds. */
export function versionOfJson(json: JsonObject): string {
	return `${Number(json.serial)}.${Number(json.version)}`;
}

/** A call for a stream, as the trigger made it. */
export interface Call {
	kind: RecordKind;
	/** `null`: of the whole account. */
	coach: number | null;
	range: TimeRange | null;
	hasResponse: boolean;
}

/**
 * The server: it gives more than was asked for, records without a time always, in any order, and
 * the coaches that it has no more are not found.
 */
export class TerraServer {
	readonly records: ServerRecord[] = [];
	readonly isListed: boolean[] = [];
	/** Coaches that were removed at some time. */
	readonly wereRemoved = new Set<number>();
	nowUs = 0;
	faults: readonly Fault[] = [];
	shuffle = 0;
	/** What was asked for since the last {@link begin}. */
	calls: Call[] = [];
	listings = 0;
	requests = 0;

	constructor(coaches: number) {
		for (let coach = 0; coach < coachCount; coach++) {
			this.isListed.push(coach < coaches);
			this.add('coach', coach, true, '', null, { coach_id: `coach-${coach}` });
		}
	}

	/** Forgets what was asked for. */
	begin(faults: readonly Fault[], shuffle: number): void {
		this.faults = faults;
		this.shuffle = shuffle;
		this.calls = [];
		this.listings = 0;
		this.requests = 0;
	}

	arrive({ kind, coach, age, grain, hasTime, hasId, name }: NewRecord): void {
		const second = Math.floor((this.nowUs / usPerSecond - age) / grain) * grain;
		const timestampUs = hasTime ? second * usPerSecond : null;
		const time = {
			activity: { start_timestamp_us: timestampUs, description: `name ${name}` },
			test: { timestamp_us: timestampUs, display_name: `name ${name}` },
			athlete: {
				coach_id: `coach-${coach}`,
				first_name: `name ${name}`,
				created_at: timestampUs === null ? null : new Date(timestampUs / 1000).toISOString(),
			},
		};
		const features = `${kind} ${coach} ${name} ${kind === 'athlete' ? '' : timestampUs}`;
		const record = this.add(kind, coach, hasId, features, timestampUs, time[kind]);
		record.name = `name ${name}`;
		record.json[`${kind}_id`] = hasId ? `${kind}-${record.serial}` : null;
	}

	update(which: number): void {
		const alive = this.alive();
		const record = alive[which % Math.max(1, alive.length)];
		if (!record) return;
		record.version++;
		record.versionUs = this.nowUs;
		record.json = { ...record.json, version: record.version };
	}

	delete(which: number): void {
		const alive = this.alive();
		const record = alive[which % Math.max(1, alive.length)];
		if (record) record.isAlive = false;
	}

	removeCoach(coach: number): void {
		if (this.isListed[coach]) this.wereRemoved.add(coach);
		this.isListed[coach] = false;
	}

	addCoach(coach: number): void {
		const record = this.records.find((one) => one.kind === 'coach' && one.coach === coach);
		if (record && !this.wereRemoved.has(coach) && !this.isListed[coach]) {
			record.arrivedUs = this.nowUs;
			record.versionUs = this.nowUs;
			record.timestampUs = this.nowUs;
			record.json.created_at = new Date(this.nowUs / 1000).toISOString();
		}
		this.isListed[coach] = true;
	}

	/** What a stream holds now. */
	held(kind: RecordKind, coach: number | null): ServerRecord[] {
		return this.records.filter(
			(record) =>
				record.isAlive &&
				record.kind === kind &&
				(coach === null ? (this.isListed[record.coach] ?? false) : record.coach === coach),
		);
	}

	readonly source: PollSource = {
		coaches: async () => {
			this.listings++;
			return await this.respond('coach', null, null, this.fail('list'));
		},
		athletes: async (coachId) => {
			const coach = coachId === null ? null : numberOf(coachId);
			return await this.respond('athlete', coach, null, coach === null ? null : this.fail(coach));
		},
		activities: async (coachId, range) =>
			await this.respond('activity', numberOf(coachId), range, this.fail(numberOf(coachId))),
		tests: async (coachId, range) =>
			await this.respond('test', numberOf(coachId), range, this.fail(numberOf(coachId))),
	};

	private alive(): ServerRecord[] {
		return this.records.filter(({ kind, isAlive }) => kind !== 'coach' && isAlive);
	}

	private add(
		kind: RecordKind,
		coach: number,
		hasId: boolean,
		features: string,
		timestampUs: number | null,
		json: JsonObject,
	): ServerRecord {
		const serial = this.records.length;
		const record: ServerRecord = {
			serial,
			kind,
			coach,
			hasId,
			features,
			timestampUs,
			arrivedUs: this.nowUs,
			version: 0,
			versionUs: this.nowUs,
			isAlive: true,
			name: '',
			json: { ...json, serial, version: 0 },
		};
		this.records.push(record);
		return record;
	}

	private fail(of: number | 'list'): Fault['status'] | null {
		const all = this.faults.find((one) => one.of === 'all');
		if (all) return all.status;
		if (typeof of === 'number' && !this.isListed[of]) return 404;
		return this.faults.find((one) => one.of === of)?.status ?? null;
	}

	private async respond(
		kind: RecordKind,
		coach: number | null,
		range: TimeRange | null,
		status: Fault['status'] | null,
	): Promise<JsonObject[]> {
		const call: Call = { kind, coach, range, hasResponse: false };
		this.calls.push(call);
		const failed = status ?? (coach === null && kind === 'athlete' ? this.failAll() : null);
		const fetch = async (_: string, slice: TimeRange | null): Promise<JsonObject[]> => {
			this.requests++;
			if (failed === 'no list') return readNoList(this.shuffle);
			if (failed !== null) throw failure(failed);
			return this.shuffled(this.held(kind, coach).filter((record) => isNear(record, slice)));
		};
		const records =
			range === null
				? await fetch('', null)
				: (
						await searchRange(
							{ ...(kind === 'test' ? testIdentity : activityIdentity), fetch },
							[`coach-${coach}`],
							range,
							{ concurrency: 1 },
						)
					).map(({ record }) => record);
		call.hasResponse = true;
		return records;
	}

	private failAll(): Fault['status'] | null {
		return this.faults.find(({ of }) => of === 'all')?.status ?? null;
	}

	private shuffled(records: readonly ServerRecord[]): JsonObject[] {
		const at = records.length === 0 ? 0 : this.shuffle % records.length;
		const turned = [...records.slice(at), ...records.slice(0, at)].map(({ json }) => json);
		return this.shuffle % 2 === 0 ? turned : turned.reverse();
	}
}

/** A day more on both sides than was asked for. */
function isNear({ kind, timestampUs }: ServerRecord, slice: TimeRange | null): boolean {
	if (slice === null || timestampUs === null || !isDated(kind)) return true;
	const moreUs = secondsPerDay * usPerSecond;
	return timestampUs >= slice.startUs - moreUs && timestampUs <= slice.endUs + moreUs;
}

function numberOf(coachId: string): number {
	return Number(coachId.slice('coach-'.length));
}

/** What a server or proxy may answer with 200 in place of a list. */
const noLists = ['', ' \n', 'null', '{}', '{"data"', '{"message": "ok"}', '<p>', '\u001f\ufffd'];

/** What the client makes of such a response: an error, or else no records. */
function readNoList(index: number): JsonObject[] {
	const facts = { operation: 'Get many tests', status: 200 } as const;
	const response = readResponse(facts, noLists[index % noLists.length] ?? '', { list: 'data' });
	if (response instanceof TerraTeamsError) throw response;
	return readList(response);
}

function failure(status: Exclude<Fault['status'], 'no list'>): TerraTeamsError {
	return new TerraTeamsError({
		operation: 'Get many tests',
		...(status === 'timed-out' ? { problem: status } : { problem: 'rejected', status }),
	});
}
