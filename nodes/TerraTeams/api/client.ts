import type { JsonObject } from '../records/json';
import type {
	Activity,
	Athlete,
	AuthenticationLink,
	Coach,
	Dispatch,
	Integration,
	MetricSchema,
	Test,
} from '../records/types';
import type { BaseUrls } from './baseUrls';
import { isNotFound, TerraTeamsError, type ApiOperation } from './errors';
import { hasList, readList, readObject, readRefusals, type ApiResponse } from './response';
import { coveringDates, halveRange, rangeQuery, type TimeRange } from './timeRange';
import { Transport, type ApiCall, type TransportOptions } from './transport';

/** The fields of a request for an authentication link, all of them optional. */
export interface AuthenticationLinkRequest {
	/** Names joined by commas, such as `VALD,CATAPULT`. */
	providers?: string;
	language?: string;
	reference_id?: string;
	auth_success_redirect_url?: string;
	auth_failure_redirect_url?: string;
}

/** A coach to create: the provider, and the fields of its login by the names Terra gives them. */
export interface NewCoach {
	provider: string;
	reference_id?: string;
	region?: string;
	/** ISO date-time. Terra fills it in by itself. */
	created_at?: string;
	/** `client_id`, `client_secret`, `token` and whatever else the provider asks for. */
	login: Record<string, string>;
}

/** The fields to change of an athlete. `date_of_birth` is YYYY-MM-DD. */
export interface AthleteChanges {
	reference_id?: string;
	first_name?: string;
	last_name?: string;
	email?: string;
	date_of_birth?: string;
	active?: boolean;
}

/** The fields to change of an athlete in a bulk update. */
export interface BulkAthleteChanges {
	athlete_id: string;
	reference_id?: string;
	active?: boolean;
}

/**
 * The result of a bulk update: the athletes that were saved, and the reason for each that was not.
 */
export interface BulkUpdate {
	saved: Athlete[];
	refused: Map<string, string>;
	/** Terra's reasons that name no athlete. */
	others: string[];
	/** Whether the response says that every athlete was saved (status 200, nothing refused). */
	complete: boolean;
	/** The HTTP status. */
	status: number;
}

/** The path of the documentation of May 2025, and the one that Terra's newer pages give. */
const widgetPaths = { documented: '/widget/api/session', current: '/api/widget/session' };

/**
 * The Terra Teams API: one method for each endpoint, one request for each call (and its retries).
 *
 * Every method throws TerraTeamsError where the call fails, or where an id is empty.
 * "May 2025" below is Terra's documentation of that month, "2026.07" its OpenAPI of July 2026.
 */
export class TerraTeamsClient {
	private readonly transport: Transport;
	private readonly api: string;
	private readonly widget: string;

	constructor(baseUrls: BaseUrls, transport: TransportOptions) {
		this.transport = new Transport(transport);
		this.api = withoutTrailingSlash(baseUrls.api);
		this.widget = withoutTrailingSlash(baseUrls.widget);
	}

	/**
	 * `POST {widget}/widget/api/session` (May 2025), and on servers without that path `POST
	 * {widget}/api/widget/session`: a link for a coach to log in at a provider.
	 */
	async createAuthenticationLink(request: AuthenticationLinkRequest): Promise<AuthenticationLink> {
		const documented = await this.transport.attempt(this.linkCall(widgetPaths.documented, request));
		if (!(documented instanceof TerraTeamsError)) return readObject(documented);
		if (!isNotFound(documented)) throw documented;
		return readObject(await this.transport.call(this.linkCall(widgetPaths.current, request)));
	}

	/** `GET /integrations/detailed`: the providers, each with the fields of its login. */
	async getIntegrations(): Promise<Integration[]> {
		const response = await this.get('Get many integrations', '/integrations/detailed', 'providers');
		return readList(response, 'providers');
	}

	/** `GET /coaches`: every coach of the account. */
	async getCoaches(): Promise<Coach[]> {
		return readList(await this.get('Get many coaches', '/coaches'));
	}

	/**
	 * `POST /coaches`: registers a coach with its login at a provider. Never sent twice. A coach
	 * that exists already is an error with status 409.
	 */
	async createCoach({ login, ...coach }: NewCoach): Promise<Coach> {
		const response = await this.transport.call({
			operation: 'Create coach',
			method: 'POST',
			url: `${this.api}/coaches`,
			body: { ...login, ...coach },
			secrets: Object.values(login),
			changesForGood: true,
		});
		return readObject(response);
	}

	/** A record without the account's secrets and these, wherever in it a server repeats them. */
	withoutSecrets(record: JsonObject, secrets: readonly string[]): JsonObject {
		return this.transport.hideIn(record, secrets);
	}

	/**
	 * `DELETE /coaches/{coachId}`: deletes a coach with all athletes, activities and tests, for good.
	 * Never sent twice.
	 */
	async deleteCoach(coachId: string): Promise<void> {
		await this.transport.call({
			operation: 'Delete coach',
			method: 'DELETE',
			url: this.coachUrl(coachId, 'Delete coach'),
			hasId: true,
			changesForGood: true,
		});
	}

	/** `GET /coaches/{coachId}/athletes`: the athletes of one coach. */
	async getCoachAthletes(coachId: string): Promise<Athlete[]> {
		const operation = 'Get many athletes';
		const url = `${this.coachUrl(coachId, operation)}/athletes`;
		return readList(
			await this.transport.call({ operation, method: 'GET', url, hasId: true, list: 'data' }),
		);
	}

	/**
	 * `GET /coaches/{coachId}/activities`: the activities of a coach's athletes, perhaps with some
	 * outside of the range, since the contracts define it differently.
	 */
	async getActivities(coachId: string, range: TimeRange): Promise<Activity[]> {
		return readList(await this.transport.call(this.activitiesCall(coachId, range)));
	}

	/** The same with `to_destination` (2026.07): Terra delivers to the account's destination. */
	async dispatchActivities(coachId: string, range: TimeRange): Promise<Dispatch> {
		return await this.dispatch(this.activitiesCall(coachId, range));
	}

	/** `GET /coaches/{coachId}/activities/metrics/schema`: what the metrics' names stand for. */
	async getActivityMetricsSchema(coachId: string): Promise<MetricSchema[]> {
		return readList(await this.transport.call(this.metricsSchemaCall(coachId)));
	}

	/** The same with `to_destination` (2026.07): Terra delivers to the account's destination. */
	async dispatchActivityMetricsSchema(coachId: string): Promise<Dispatch> {
		return await this.dispatch(this.metricsSchemaCall(coachId));
	}

	/** `GET /coaches/{coachId}/tests`: as {@link getActivities}, for tests. */
	async getTests(coachId: string, range: TimeRange): Promise<Test[]> {
		return readList(await this.transport.call(this.testsCall(coachId, range)));
	}

	/** The same with `to_destination` (2026.07): Terra delivers to the account's destination. */
	async dispatchTests(coachId: string, range: TimeRange): Promise<Dispatch> {
		return await this.dispatch(this.testsCall(coachId, range));
	}

	/**
	 * `POST /coaches/{coachId}/tests/search` (2026.07): the tests of certain athletes. It only
	 * reads, so it may be sent again.
	 *
	 * @param athleteIds every athlete of the coach if empty
	 */
	async searchTests(
		coachId: string,
		range: TimeRange,
		athleteIds: readonly string[],
	): Promise<Test[]> {
		return readList(await this.transport.call(this.testSearchCall(coachId, range, athleteIds)));
	}

	/** The same with `to_destination` (2026.07): Terra delivers to the account's destination. */
	async dispatchTestSearch(
		coachId: string,
		range: TimeRange,
		athleteIds: readonly string[],
	): Promise<Dispatch> {
		return await this.dispatch(this.testSearchCall(coachId, range, athleteIds));
	}

	/**
	 * `GET /athletes`: the athletes of all coaches of the account.
	 *
	 * @returns `null` for a response without a body, which is all that May 2025 prints: it says of no
	 *   athlete that it is gone
	 */
	async getAthletes(): Promise<Athlete[] | null> {
		const response = await this.transport.call({
			operation: 'Get many athletes',
			method: 'GET',
			url: `${this.api}/athletes`,
			list: 'data',
			mayBeEmpty: true,
		});
		return response.json === undefined && response.status !== 204 ? null : readList(response);
	}

	/** `GET /athletes/{athleteId}`: one athlete. */
	async getAthlete(athleteId: string): Promise<Athlete> {
		const operation = 'Get athlete';
		const url = this.athleteUrl(athleteId, operation);
		return readObject(await this.transport.call({ operation, method: 'GET', url, hasId: true }));
	}

	/**
	 * `PATCH /athletes/{athleteId}`: changes an athlete. Terra responds without a body.
	 *
	 * @returns the athlete as Terra sent it, or else its id and the changes
	 */
	async updateAthlete(athleteId: string, changes: AthleteChanges): Promise<Athlete> {
		const response = await this.transport.call({
			operation: 'Update athlete',
			method: 'PATCH',
			url: this.athleteUrl(athleteId, 'Update athlete'),
			hasId: true,
			body: { ...changes },
		});
		if (response.json === undefined) return { athlete_id: athleteId, ...changes };
		return readObject(response);
	}

	/**
	 * `PATCH /athletes`: changes many athletes in one request. Some may be refused while the others
	 * are saved (status 207); where all are (status 400), the error's `athletes` names them.
	 */
	async updateAthletes(changes: readonly BulkAthleteChanges[]): Promise<BulkUpdate> {
		if (changes.length === 0) {
			throw new TerraTeamsError({ operation: 'Update many athletes', problem: 'no-athletes' });
		}
		const response = await this.transport.call({
			operation: 'Update many athletes',
			method: 'PATCH',
			url: `${this.api}/athletes`,
			body: { data: changes.map((change): JsonObject => ({ ...change })) },
		});
		const hide = (text: string) => this.transport.hide(text);
		const { athletes: refused, others } = readRefusals(response.json, hide);
		const hasErrors = refused.size > 0 || others.length > 0;
		// Where all were refused there may be no list of those that were saved.
		const { json, status, operation } = response;
		if (json !== undefined && !hasErrors && !hasList(json, 'data')) {
			throw new TerraTeamsError({ operation, problem: 'no-list', status });
		}
		const complete = status !== 207 && !hasErrors;
		return { saved: readList(response), refused, others, complete, status };
	}

	private async get(operation: ApiOperation, path: string, list = 'data'): Promise<ApiResponse> {
		const url = this.api + path;
		return await this.transport.call({ operation, method: 'GET', url, list });
	}

	private linkCall(path: string, request: AuthenticationLinkRequest): ApiCall {
		return {
			operation: 'Create authentication link',
			method: 'POST',
			url: this.widget + path,
			body: { ...request },
		};
	}

	private activitiesCall(coachId: string, range: TimeRange): ApiCall {
		return {
			operation: 'Get many activities',
			method: 'GET',
			url: `${this.coachUrl(coachId, 'Get many activities')}/activities`,
			hasId: true,
			query: rangeQuery(range),
			hasRange: true,
			splittable: halveRange(range) !== null,
			list: 'data',
		};
	}

	private metricsSchemaCall(coachId: string): ApiCall {
		return {
			operation: 'Get activity metrics schema',
			method: 'GET',
			url: `${this.coachUrl(coachId, 'Get activity metrics schema')}/activities/metrics/schema`,
			hasId: true,
			list: 'data',
		};
	}

	private testsCall(coachId: string, range: TimeRange): ApiCall {
		return {
			operation: 'Get many tests',
			method: 'GET',
			url: `${this.coachUrl(coachId, 'Get many tests')}/tests`,
			hasId: true,
			query: rangeQuery(range),
			hasRange: true,
			splittable: halveRange(range) !== null,
			list: 'data',
		};
	}

	private testSearchCall(
		coachId: string,
		range: TimeRange,
		athleteIds: readonly string[],
	): ApiCall {
		const { first, end } = coveringDates(range);
		const body: JsonObject = { start_time: first, end_time: end };
		if (athleteIds.length > 0) body.athlete_ids = [...athleteIds];
		return {
			operation: 'Search tests',
			method: 'POST',
			url: `${this.coachUrl(coachId, 'Search tests')}/tests/search`,
			hasId: true,
			body,
			retryable: true,
			hasRange: true,
			splittable: halveRange(range) !== null,
			list: 'data',
		};
	}

	private async dispatch(call: ApiCall): Promise<Dispatch> {
		const response = await this.transport.call({
			...call,
			query: { ...call.query, to_destination: 'true' },
			splittable: false,
			list: undefined,
		});
		if (response.status === 202) return readObject(response);
		throw new TerraTeamsError({
			operation: call.operation,
			problem: 'not-delivered',
			status: response.status,
		});
	}

	private coachUrl(coachId: string, operation: ApiOperation): string {
		if (isEmptySegment(coachId)) throw new TerraTeamsError({ operation, problem: 'no-coach-id' });
		return `${this.api}/coaches/${pathSegment(coachId)}`;
	}

	private athleteUrl(athleteId: string, operation: ApiOperation): string {
		if (isEmptySegment(athleteId)) {
			throw new TerraTeamsError({ operation, problem: 'no-athlete-id' });
		}
		return `${this.api}/athletes/${pathSegment(athleteId)}`;
	}
}

/** With such an id, a path would lead to another endpoint. */
function isEmptySegment(id: string): boolean {
	return id.trim() === '' || id === '.' || id === '..';
}

/** Half a character, such as a text that was cut off ends with, has no form in a URL. */
function pathSegment(id: string): string {
	return encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function withoutTrailingSlash(url: string): string {
	return url.replace(/\/+$/, '');
}
