import { readList, readObject, refusedAthletes, type ApiResponse } from './response';
import { checkAddress, InputError, TerraTeamsError } from './errors';
import { isJsonObject, type JsonObject } from '../records/json';
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
import { coveringDates, halveRange, rangeQuery, type TimeRange } from './timeRange';
import { Transport, type ApiCall, type TransportOptions } from './transport';

/** Where the API lives. */
export interface BaseUrls {
	/** The Teams API, `https://api.tryterra.co/v2/teams` unless it is behind something. */
	api: string;
	/** Terra's authentication widget, `https://access.tryterra.co`. */
	widget: string;
}

/** What a link to the authentication widget can be asked for with; nothing is required. */
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

/** What can be changed of an athlete. `date_of_birth` is YYYY-MM-DD. */
export interface AthleteChanges {
	reference_id?: string;
	first_name?: string;
	last_name?: string;
	email?: string;
	date_of_birth?: string;
	active?: boolean;
}

/** What can be changed of many athletes at once. */
export interface BulkAthleteChanges {
	athlete_id: string;
	reference_id?: string;
	active?: boolean;
}

/** What became of a bulk update: the athletes that were saved, and a reason for each that was not. */
export interface BulkUpdate {
	saved: Athlete[];
	refused: Map<string, string>;
	/** Whether the answer says that every athlete was saved (status 200, nothing refused). */
	complete: boolean;
}

/** The path of the documentation of May 2025, and the one that Terra's newer pages give. */
const widgetPaths = { documented: '/widget/api/session', current: '/api/widget/session' };

/** What a server answers where that path is not (or no longer) served. */
const notServed = new Set([404, 405, 410]);

/** Without an id in the address, it is the address itself that a server does not find. */
const remediesWithoutId = { 404: checkAddress };

/** What to do where a coach may or may not have been created or deleted. */
const unknownCoachOutcome =
	'It is not known whether Terra carried it out, so look at Coach > Get Many before repeating it.';

/**
 * The Terra Teams API: one method for each endpoint, one request for each call (and its retries).
 *
 * Every method throws TerraTeamsError where the call fails, and InputError where an id is empty.
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
	 * `POST {widget}/widget/api/session` (May 2025), and where that is not served,
	 * `POST {widget}/api/widget/session`: a link for a coach to log in at a provider.
	 */
	async createAuthenticationLink(request: AuthenticationLinkRequest): Promise<AuthenticationLink> {
		const documented = await this.transport.attempt(this.linkCall(widgetPaths.documented, request));
		const isServed =
			!(documented instanceof TerraTeamsError) || !notServed.has(documented.status ?? 0);
		const outcome = isServed
			? documented
			: await this.transport.attempt(this.linkCall(widgetPaths.current, request));
		if (outcome instanceof TerraTeamsError) throw outcome;
		return readObject(outcome);
	}

	/** `GET /integrations/detailed`: the providers, each with the fields of its login. */
	async getIntegrations(): Promise<Integration[]> {
		const answer = await this.get('Get many integrations', '/integrations/detailed');
		return readList(answer, 'providers');
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
		const answer = await this.transport.call({
			operation: 'Create coach',
			method: 'POST',
			url: `${this.api}/coaches`,
			body: { ...login, ...coach },
			secrets: Object.values(login),
			remedies: {
				...remediesWithoutId,
				409: 'To get the coach that exists, set If Coach Already Exists to Return Existing Coach.',
			},
			unknownOutcome: unknownCoachOutcome,
		});
		return readObject(answer);
	}

	/**
	 * `DELETE /coaches/{coachId}`: deletes a coach with all athletes, activities and tests, for good.
	 * Never sent twice.
	 */
	async deleteCoach(coachId: string): Promise<void> {
		await this.transport.call({
			operation: 'Delete coach',
			method: 'DELETE',
			url: this.coachUrl(coachId),
			unknownOutcome: unknownCoachOutcome,
		});
	}

	/** `GET /coaches/{coachId}/athletes`: the athletes of one coach. */
	async getCoachAthletes(coachId: string): Promise<Athlete[]> {
		const url = `${this.coachUrl(coachId)}/athletes`;
		return readList(
			await this.transport.call({ operation: 'Get many athletes', method: 'GET', url }),
		);
	}

	/**
	 * `GET /coaches/{coachId}/activities`: the activities of a coach's athletes, and maybe some
	 * outside of the range, since the contracts mean different things by it.
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
	 * `POST /coaches/{coachId}/tests/search` (2026.07): the tests of certain athletes. It only reads,
	 * so it may be sent again.
	 *
	 * @param athleteIds none means every athlete of the coach
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

	/** `GET /athletes`: the athletes of all coaches of the account. */
	async getAthletes(): Promise<Athlete[]> {
		return readList(await this.get('Get many athletes', '/athletes'));
	}

	/** `GET /athletes/{athleteId}`: one athlete. */
	async getAthlete(athleteId: string): Promise<Athlete> {
		const url = this.athleteUrl(athleteId);
		return readObject(await this.transport.call({ operation: 'Get athlete', method: 'GET', url }));
	}

	/**
	 * `PATCH /athletes/{athleteId}`: changes an athlete. Terra answers without a body.
	 *
	 * @returns the athlete as Terra sent it, or else what is known of it: its id and the changes
	 */
	async updateAthlete(athleteId: string, changes: AthleteChanges): Promise<Athlete> {
		const answer = await this.transport.call({
			operation: 'Update athlete',
			method: 'PATCH',
			url: this.athleteUrl(athleteId),
			body: { ...changes },
		});
		if (answer.json === undefined) return { athlete_id: athleteId, ...changes };
		return readObject(answer);
	}

	/**
	 * `PATCH /athletes`: changes many athletes in one request. Some may be refused while the others
	 * are saved (status 207); where all are (status 400), the error's `athletes` names them.
	 */
	async updateAthletes(changes: readonly BulkAthleteChanges[]): Promise<BulkUpdate> {
		if (changes.length === 0) {
			throw new InputError('There is no athlete to update', 'Pass in at least one item.');
		}
		const answer = await this.transport.call({
			operation: 'Update many athletes',
			method: 'PATCH',
			url: `${this.api}/athletes`,
			body: { data: changes.map((change): JsonObject => ({ ...change })) },
			remedies: { ...remediesWithoutId, 413: 'Choose a smaller Batch Size.' },
		});
		const refused = refusedAthletes(answer.json, (text) => this.transport.hide(text));
		const complete = answer.status !== 207 && refused.size === 0;
		// Where all were refused there may be no list of those that were saved.
		const saved = refused.size > 0 && !hasData(answer) ? [] : readList(answer);
		return { saved, refused, complete };
	}

	private async get(operation: string, path: string): Promise<ApiResponse> {
		const url = this.api + path;
		return await this.transport.call({
			operation,
			method: 'GET',
			url,
			remedies: remediesWithoutId,
		});
	}

	private linkCall(path: string, request: AuthenticationLinkRequest): ApiCall {
		return {
			operation: 'Create authentication link',
			method: 'POST',
			url: this.widget + path,
			body: { ...request },
			remedies: remediesWithoutId,
		};
	}

	private activitiesCall(coachId: string, range: TimeRange): ApiCall {
		return {
			operation: 'Get many activities',
			method: 'GET',
			url: `${this.coachUrl(coachId)}/activities`,
			query: rangeQuery(range),
			hasRange: true,
			splittable: halveRange(range) !== null,
		};
	}

	private metricsSchemaCall(coachId: string): ApiCall {
		return {
			operation: 'Get activity metrics schema',
			method: 'GET',
			url: `${this.coachUrl(coachId)}/activities/metrics/schema`,
		};
	}

	private testsCall(coachId: string, range: TimeRange): ApiCall {
		return {
			operation: 'Get many tests',
			method: 'GET',
			url: `${this.coachUrl(coachId)}/tests`,
			query: rangeQuery(range),
			hasRange: true,
			splittable: halveRange(range) !== null,
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
			url: `${this.coachUrl(coachId)}/tests/search`,
			body,
			remedies: {
				404: 'Check that the coach still exists. A server of before 2026 has no search for tests.',
			},
			retryable: true,
			hasRange: true,
			splittable: halveRange(range) !== null,
		};
	}

	private async dispatch(call: ApiCall): Promise<Dispatch> {
		const answer = await this.transport.call({
			...call,
			query: { ...call.query, to_destination: 'true' },
			splittable: false,
		});
		if (answer.status === 202) return readObject(answer);
		throw new TerraTeamsError({
			operation: call.operation,
			happened: `Terra answered ${answer.status} without delivering to a destination`,
			remedy: 'This server does not offer it, so set Deliver To to This Workflow.',
			status: answer.status,
		});
	}

	private coachUrl(coachId: string): string {
		return `${this.api}/coaches/${pathSegment('Coach', coachId)}`;
	}

	private athleteUrl(athleteId: string): string {
		return `${this.api}/athletes/${pathSegment('Athlete', athleteId)}`;
	}
}

function hasData({ json }: ApiResponse): boolean {
	return !isJsonObject(json) || 'data' in json;
}

/** An id as part of a path: an empty one would address something else altogether. */
function pathSegment(label: string, id: string): string {
	if (id.trim() === '' || id === '.' || id === '..') {
		throw new InputError(`${label} is empty`, `Choose the ${label.toLowerCase()} or enter its ID.`);
	}
	return encodeURIComponent(id);
}

function withoutTrailingSlash(url: string): string {
	return url.replace(/\/+$/, '');
}
