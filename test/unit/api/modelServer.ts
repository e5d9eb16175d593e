import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import type { RecordSource } from '../../../nodes/TerraTeams/queries/rangeSearch';
import { rangeQuery, type TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import { usPerDay, usPerMinute } from '../queries/ranges';

/** How a server reads the query, since no contract says it and each pair may be all it knows. */
export interface ServerBehavior {
	/** Whether start_time and end_time limit the response. */
	times: boolean;
	/** How start_date and end_date do, or that they do not. */
	dates: { offsetMinutes: number; endIncluded: boolean } | null;
	/** How much more than that it returns at both ends. */
	moreUs: number;
	/** Whether it lists every record twice. */
	twice: boolean;
	/** The order of the records in its responses. */
	shuffle: number;
}

/** What is too much for a server, and how it says so (`failure`). */
export interface Limits {
	longestUs: number;
	/** The percentage of slices of more than a day that are too much, whatever their length. */
	percent: number;
	failure: number;
}

/** What a coach has; `us` is the record's time. */
export interface Stored {
	coachId: string;
	record: JsonObject;
	us: number | null;
}

interface Requested {
	coachId: string;
	slice: TimeRange;
}

/** In what ways a server finds a slice too much. */
export const tooMuch = [{ status: 413 }, { status: 504 }, { problem: 'timed-out' }] as const;

/** The error of a call that failed with a status or in another way. */
export function failureLike(what: {
	status?: number;
	problem?: TerraTeamsError['problem'];
}): TerraTeamsError {
	return new TerraTeamsError({ operation: 'Get many tests', problem: 'rejected', ...what });
}

/** A number that looks random but depends on the slice alone, so that runs can be repeated. */
function scatter({ startUs, endUs }: TimeRange, by: number): number {
	return (((startUs / 1e6) * 31 + (endUs / 1e6) * 17 + by * 7) >>> 0) % 100;
}

/** A server as a pure function from requests to records; it notes what it is asked. */
export class ModelServer {
	readonly requests: Requested[] = [];
	maxConcurrency = 0;
	private concurrency = 0;

	constructor(
		private readonly stored: readonly Stored[],
		private readonly behavior: ServerBehavior,
		private readonly limits: Limits = { longestUs: Infinity, percent: 0, failure: 0 },
	) {}

	readonly source: RecordSource<JsonObject> = {
		id: ({ id }) => (typeof id === 'string' ? id : null),
		timestampUs: ({ us }) => (typeof us === 'number' ? us : null),
		fetch: async (coachId, slice) => {
			this.requests.push({ coachId, slice });
			this.concurrency += 1;
			this.maxConcurrency = Math.max(this.maxConcurrency, this.concurrency);
			await Promise.resolve();
			this.concurrency -= 1;
			if (this.findsTooMuch(slice)) {
				throw failureLike(tooMuch[scatter(slice, this.limits.failure) % 3] ?? {});
			}
			return this.respond(coachId, slice);
		},
	};

	private findsTooMuch(slice: TimeRange): boolean {
		const length = slice.endUs - slice.startUs;
		if (length <= usPerDay) return false;
		return length > this.limits.longestUs || scatter(slice, 0) < this.limits.percent;
	}

	private respond(coachId: string, slice: TimeRange): JsonObject[] {
		const query = rangeQuery(slice);
		const found = this.stored
			.filter((one) => one.coachId === coachId && (one.us === null || this.covers(query, one.us)))
			.map(({ record }) => ({ ...record }));
		const { shuffle, twice } = this.behavior;
		found.sort((a, b) => ((Number(a.n) * shuffle) % 101) - ((Number(b.n) * shuffle) % 101));
		return twice ? [...found, ...found] : found;
	}

	private covers(query: Record<string, string>, us: number): boolean {
		const { times, dates, moreUs } = this.behavior;
		const at = (text = '') => Date.parse(text) * 1000;
		if (times) {
			if (us < at(query.start_time) - moreUs || us > at(query.end_time) + moreUs) return false;
		}
		if (dates) {
			const eastUs = dates.offsetMinutes * usPerMinute;
			const endUs = at(query.end_date) - eastUs + (dates.endIncluded ? usPerDay : 0);
			if (us < at(query.start_date) - eastUs - moreUs || us >= endUs + moreUs) return false;
		}
		return true;
	}
}
