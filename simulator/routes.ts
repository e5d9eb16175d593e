import type { Account } from './account';
import type { Contract } from './contracts';
import { getAthlete, listAthletes, updateAthlete, updateAthletes } from './endpoints/athletes';
import {
	createCoach,
	deleteCoach,
	listAthletesOfCoach,
	listCoaches,
	listIntegrations,
} from './endpoints/coaches';
import { listActivities, listMetricsSchema, listTests, searchTests } from './endpoints/coachData';
import { createCurrentSession, createSession, refuseOldSession } from './endpoints/widget';
import type { RecordedRequest } from './requestLog';
import { problemResponse, Refusal, widgetErrorResponse, type ApiResponse } from './response';

/**
 * How an endpoint treats bad credentials. `teams`: 401 for missing ones, 403 for wrong ones.
 * `forbidding`: 403 for both, as documented for the bulk update and the widget.
 */
type Access = 'open' | 'teams' | 'forbidding';

interface Route {
	method: string;
	/** `:id` matches one segment. */
	path: string;
	access: Access;
	/** The contracts that have this endpoint; default all. */
	contracts?: readonly Contract[];
	handle: (account: Account, request: RecordedRequest, id: string) => ApiResponse;
}

const teams = '/v2/teams';
const since2026: readonly Contract[] = ['2026.07', 'both'];
const documented: readonly Contract[] = ['2025-05', 'both'];

const routes: readonly Route[] = [
	route('GET', `${teams}/integrations/detailed`, 'open', listIntegrations),
	route('GET', `${teams}/coaches`, 'teams', listCoaches),
	route('POST', `${teams}/coaches`, 'teams', createCoach),
	route('DELETE', `${teams}/coaches/:id`, 'teams', deleteCoach),
	route('GET', `${teams}/coaches/:id/athletes`, 'teams', listAthletesOfCoach),
	route('GET', `${teams}/coaches/:id/activities`, 'teams', listActivities),
	route('GET', `${teams}/coaches/:id/activities/metrics/schema`, 'teams', listMetricsSchema),
	route('GET', `${teams}/coaches/:id/tests`, 'teams', listTests),
	route('POST', `${teams}/coaches/:id/tests/search`, 'teams', searchTests, since2026),
	route('GET', `${teams}/athletes`, 'teams', listAthletes),
	route('PATCH', `${teams}/athletes`, 'forbidding', updateAthletes),
	route('GET', `${teams}/athletes/:id`, 'teams', getAthlete),
	route('PATCH', `${teams}/athletes/:id`, 'teams', updateAthlete),
	route('POST', '/widget/api/session', 'forbidding', createSession, documented),
	route('POST', '/widget/api/session', 'open', refuseOldSession, ['2026.07']),
	route('POST', '/api/widget/session', 'forbidding', createCurrentSession, since2026),
	route('POST', '/api/v2/auth/generateWidgetSession', 'forbidding', createSession, since2026),
];

/** Never throws: a refusal becomes an error response. */
export function handleRequest(account: Account, request: RecordedRequest): ApiResponse {
	try {
		return dispatch(account, request);
	} catch (error) {
		const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
		const isTeams = request.path.startsWith('/v2/');
		return isTeams ? problemResponse(refusal) : widgetErrorResponse(refusal);
	}
}

function dispatch(account: Account, request: RecordedRequest): ApiResponse {
	const found = routes
		.filter(({ contracts }) => contracts === undefined || contracts.includes(account.contract))
		.flatMap((candidate) => {
			const id = matchPath(candidate.path, request.path);
			return id === undefined ? [] : [{ candidate, id }];
		});
	if (found.length === 0) throw new Refusal(404, 'The requested resource does not exist.');
	const chosen = found.find(({ candidate }) => candidate.method === request.method);
	if (chosen === undefined) {
		const allowed = found.map(({ candidate }) => candidate.method).join(', ');
		throw new Refusal(405, `Method ${request.method} is not allowed here. Allowed: ${allowed}.`);
	}
	if (account.strict) checkAccess(account, request, chosen.candidate.access);
	return chosen.candidate.handle(account, request, chosen.id);
}

function checkAccess({ credentials }: Account, request: RecordedRequest, access: Access): void {
	if (access === 'open') return;
	const { 'dev-id': devId = '', 'x-api-key': apiKey = '' } = request.headers;
	if (devId === credentials.devId && apiKey === credentials.apiKey) return;
	const isMissing = devId === '' || apiKey === '';
	if (isMissing && access === 'teams') {
		throw new Refusal(401, 'Authentication credentials are missing or invalid.');
	}
	throw new Refusal(403, 'Unauthorized. Invalid credentials provided.');
}

/** Returns the id in the path, '' for a pattern without one, `undefined` without a match. */
function matchPath(pattern: string, path: string): string | undefined {
	const expected = pattern.split('/');
	const actual = path.split('/');
	if (expected.length !== actual.length) return undefined;
	let id = '';
	for (const [index, part] of expected.entries()) {
		const segment = actual[index] ?? '';
		if (part !== ':id') {
			if (part !== segment) return undefined;
		} else if (segment === '') {
			return undefined;
		} else {
			const decoded = decode(segment);
			if (decoded === undefined) {
				throw new Refusal(400, 'The path is not correctly percent-encoded.');
			}
			id = decoded;
		}
	}
	return id;
}

function decode(segment: string): string | undefined {
	try {
		return decodeURIComponent(segment);
	} catch {
		return undefined;
	}
}

function route(
	method: string,
	path: string,
	access: Access,
	handle: Route['handle'],
	contracts?: readonly Contract[],
): Route {
	return { method, path, access, handle, ...(contracts === undefined ? {} : { contracts }) };
}
