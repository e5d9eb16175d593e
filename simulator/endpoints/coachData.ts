import type { Account } from '../account';
import { requestedRange, searchRange, wantsDestination, type InRange } from '../contracts';
import type { RecordedRequest } from '../requestLog';
import type { ApiResponse } from '../response';
import { checkFields, readBody } from '../validators';
import { findCoach, serializeCoach } from './coaches';

/** GET /coaches/{coachId}/activities: `{coach, data: [TeamActivity]}` of the requested range. */
export function listActivities(
	account: Account,
	request: RecordedRequest,
	id: string,
): ApiResponse {
	findCoach(account, id);
	const inRange = requestedRange({ ...account, query: request.query });
	const activities = account.dataset.activities.get(id) ?? [];
	return coachData(account, request, id, 'activity.dispatched', () =>
		activities.filter((activity) => matchesRange(activity.start_timestamp_us, inRange)),
	);
}

/** GET /coaches/{coachId}/activities/metrics/schema: `{coach, data: [MetricSchema]}`. */
export function listMetricsSchema(
	account: Account,
	request: RecordedRequest,
	id: string,
): ApiResponse {
	return coachData(
		account,
		request,
		id,
		'activity.metric.dispatched',
		() => account.dataset.metricsSchemas.get(id) ?? [],
	);
}

/** GET /coaches/{coachId}/tests: `{coach, data: [Test]}` of the requested range. */
export function listTests(account: Account, request: RecordedRequest, id: string): ApiResponse {
	findCoach(account, id);
	const inRange = requestedRange({ ...account, query: request.query });
	const tests = account.dataset.tests.get(id) ?? [];
	return coachData(account, request, id, 'test.dispatched', () =>
		tests.map(({ record }) => record).filter((test) => matchesRange(test.timestamp_us, inRange)),
	);
}

/**
 * POST /coaches/{coachId}/tests/search (contract 2026.07): the tests of the given athletes, or of
 * all without `athlete_ids`, from the day `start_time` to the day before `end_time` (UTC).
 */
export function searchTests(account: Account, request: RecordedRequest, id: string): ApiResponse {
	findCoach(account, id);
	const body = readBody(request, account.strict, false);
	if (account.strict) {
		checkFields(body, { start_time: 'date', end_time: 'date', athlete_ids: 'id list' }, [
			'start_time',
			'end_time',
		]);
	}
	const inRange = searchRange(body.start_time, body.end_time, account.strict);
	const athleteIds = Array.isArray(body.athlete_ids) ? new Set<unknown>(body.athlete_ids) : null;
	const tests = account.dataset.tests.get(id) ?? [];
	return coachData(account, request, id, 'test.dispatched', () =>
		tests
			.filter(({ athleteId }) => athleteIds === null || athleteIds.has(athleteId))
			.map(({ record }) => record)
			.filter((test) => matchesRange(test.timestamp_us, inRange)),
	);
}

/**
 * `{coach, data}`; or, for a request that asks for its data at the destination, 202 with a reference.
 * The pushed event then has the type `dispatchedAs`, with "retrieved" for "dispatched".
 */
function coachData(
	account: Account,
	request: RecordedRequest,
	id: string,
	dispatchedAs: string,
	data: () => readonly unknown[],
): ApiResponse {
	const coach = serializeCoach(account, findCoach(account, id));
	if (!wantsDestination({ ...account, query: request.query })) {
		return { status: 200, body: { coach, data: data() } };
	}
	const reference = account.random.uuid();
	const type = dispatchedAs.replace('dispatched', 'retrieved');
	account.pushes.announce({ type, coach, data: data() }, { reference });
	const message = 'Data dispatched to destination';
	return { status: 202, body: { coach, reference, message, type: dispatchedAs } };
}

/** True for a record without a time in every range. */
function matchesRange(timestampUs: number | null | undefined, inRange: InRange): boolean {
	return timestampUs === null || timestampUs === undefined || inRange(timestampUs);
}
