import type { Account } from './account';
import { NotFound, type Admin } from './admin';
import { readFaultRule } from './faultJson';
import type { Faults } from './faults';
import { isObject } from './json';
import { readPush } from './push/pushJson';
import type { Pushes } from './push/pushes';
import { countRecords } from './records';
import type { RecordedRequest, RequestLog } from './requestLog';
import type { ApiResponse } from './response';

/** What the admin side can read and change. */
export interface AdminTarget {
	admin: Admin;
	faults: Faults;
	log: RequestLog;
	account: Account;
	pushes: Pushes;
}

type Handler = (target: AdminTarget, request: RecordedRequest, ids: readonly string[]) => unknown;

const routes: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
	['GET', /^state$/, ({ account, faults, log }) => state(account, faults, log)],
	['GET', /^requests$/, ({ log }) => log.requests],
	['DELETE', /^requests$/, ({ log }) => log.clear()],
	['POST', /^faults$/, ({ faults }, request) => faults.add(readFaultRule(request.body))],
	['DELETE', /^faults$/, ({ faults }) => faults.clear()],
	['PUT', /^destination$/, ({ pushes }, request) => register(pushes, fields(request))],
	['DELETE', /^destination$/, ({ pushes }) => pushes.unregister()],
	['GET', /^pushes$/, ({ pushes }) => pushes.attempts],
	['POST', /^pushes$/, ({ pushes }, request) => push(pushes, request)],
	['POST', /^coaches$/, ({ admin }, request) => admin.addCoach(fields(request))],
	['DELETE', /^coaches\/([^/]+)$/, ({ admin }, _, [coach = '']) => admin.deleteCoach(coach)],
	[
		'POST',
		/^coaches\/([^/]+)\/athletes$/,
		({ admin }, request, [coach = '']) => admin.addAthlete(coach, fields(request)),
	],
	[
		'POST',
		/^coaches\/([^/]+)\/tests$/,
		({ admin }, request, [coach = '']) =>
			admin.addTest(coach, fields(request), request.query.athleteId),
	],
	[
		'PATCH',
		/^coaches\/([^/]+)\/tests\/([^/]+)$/,
		({ admin }, request, [coach = '', id]) => admin.updateTest(coach, id, fields(request)),
	],
	[
		'DELETE',
		/^coaches\/([^/]+)\/tests\/([^/]+)$/,
		({ admin }, _, [coach = '', id]) => admin.deleteTest(coach, id),
	],
	[
		'POST',
		/^coaches\/([^/]+)\/activities$/,
		({ admin }, request, [coach = '']) => admin.addActivity(coach, fields(request)),
	],
	[
		'PATCH',
		/^coaches\/([^/]+)\/activities\/([^/]+)$/,
		({ admin }, request, [coach = '', id]) => admin.updateActivity(coach, id, fields(request)),
	],
	[
		'DELETE',
		/^coaches\/([^/]+)\/activities\/([^/]+)$/,
		({ admin }, _, [coach = '', id]) => admin.deleteActivity(coach, id),
	],
	[
		'PATCH',
		/^athletes\/([^/]+)$/,
		({ admin }, request, [id = '']) => admin.updateAthlete(id, fields(request)),
	],
	['DELETE', /^athletes\/([^/]+)$/, ({ admin }, _, [id = '']) => admin.deleteAthlete(id)],
];

/**
 * Handles a request below /__admin/. Returns the record, or `{error: "a sentence"}` with 400 for a
 * malformed request and 404 for an unknown path or id. `POST coaches/:id/tests` takes the athlete of
 * the test as `?athleteId=`.
 */
export function handleAdminRequest(target: AdminTarget, request: RecordedRequest): ApiResponse {
	const path = request.path.slice('/__admin/'.length);
	const found = routes.flatMap(([method, pattern, handler]) => {
		const match = method === request.method ? pattern.exec(path) : null;
		return match === null ? [] : [{ handler, ids: match.slice(1) }];
	})[0];
	if (found === undefined) {
		return errorResponse(404, `There is no ${request.method} ${request.path} on the admin side.`);
	}
	try {
		const result = found.handler(target, request, found.ids.map(decodeURIComponent));
		return { status: 200, body: result ?? { done: true } };
	} catch (error) {
		const sentence = error instanceof Error ? error.message : String(error);
		return errorResponse(error instanceof NotFound ? 404 : 400, sentence);
	}
}

function errorResponse(status: number, error: string): ApiResponse {
	return { status, body: { error } };
}

function fields({ rawBody, body }: RecordedRequest): Record<string, unknown> {
	if (rawBody === '') return {};
	if (isObject(body)) return body;
	throw new Error('The body must be a JSON object with the fields to set.');
}

function register(pushes: Pushes, { url, secret }: Record<string, unknown>) {
	if (typeof url !== 'string') throw new Error('url must be a text.');
	if (secret !== undefined && typeof secret !== 'string') throw new Error('secret must be a text.');
	return pushes.register(url, secret);
}

/** Responds before the event has arrived: GET pushes shows the outcome. */
function push(pushes: Pushes, { body }: RecordedRequest): void {
	const { event, options } = readPush(body);
	if (!pushes.hasDestination) throw new Error('No destination is registered.');
	pushes.announce(event, options);
}

function state({ dataset, contract, strict }: Account, faults: Faults, log: RequestLog) {
	return {
		contract,
		strict,
		...countRecords(dataset),
		faults: faults.count,
		requests: log.requests.length,
		highestConcurrency: log.highestConcurrency,
	};
}
