import type { TerraTeamsClient } from '../api/client';
import { accountAthletes } from '../queries/accountAthletes';
import type { Athlete, Coach, Integration, MetricSchema } from '../records/types';
import { Hints } from './hints';
import { indexAthletes, type AthletesByOwnId, type OwnIdField } from './ownIds';
import { Reports } from './reports';

/** What the items of an execution share: the client, and lists that are requested only once. */
export class Execution {
	private readonly coaches = new RequestCache<Coach[]>();
	private readonly integrations = new RequestCache<Integration[]>();
	private readonly athletes = new RequestCache<Athlete[]>();
	private readonly athletesByOwnId = new RequestCache<AthletesByOwnId>();
	private readonly metricsSchemas = new RequestCache<MetricSchema[]>();

	/** What is missing in the output, though nothing failed. */
	readonly reports = new Reports();

	readonly hints: Hints;

	/**
	 * @param account identifies the account, without a secret
	 * @param stopsAtFirstError whether the node's On Error setting stops the workflow
	 * @param timeZone of the workflow, an IANA name
	 */
	constructor(
		readonly client: TerraTeamsClient,
		readonly account: string,
		readonly stopsAtFirstError: boolean,
		timeZone: string,
	) {
		this.hints = new Hints(timeZone);
	}

	async getCoaches(): Promise<Coach[]> {
		return await this.coaches.get('', async () => await this.client.getCoaches());
	}

	/** Those of all coaches, see {@link accountAthletes}. */
	async getAthletes(): Promise<Athlete[]> {
		const request = async () => await accountAthletes(async () => await this.client.getAthletes());
		return await this.athletes.get('', request);
	}

	/** Those of all coaches by one of their fields. */
	async getAthletesBy(field: OwnIdField): Promise<AthletesByOwnId> {
		const index = async () => indexAthletes(await this.getAthletes(), field);
		return await this.athletesByOwnId.get(field, index);
	}

	async getCoachAthletes(coachId: string): Promise<Athlete[]> {
		const request = async () => await this.client.getCoachAthletes(coachId);
		return await this.athletes.get(coachId, request);
	}

	async getMetricsSchema(coachId: string): Promise<MetricSchema[]> {
		const request = async () => await this.client.getActivityMetricsSchema(coachId);
		return await this.metricsSchemas.get(coachId, request);
	}

	async getIntegrations(): Promise<Integration[]> {
		return await this.integrations.get('', async () => await this.client.getIntegrations());
	}
}

/**
 * Results of requests by key. Each request is sent once; after a failure, the next item sends it
 * again.
 */
class RequestCache<Value> {
	private readonly requests = new Map<string, Promise<Value>>();

	async get(key: string, request: () => Promise<Value>): Promise<Value> {
		const result = this.requests.get(key) ?? request();
		this.requests.set(key, result);
		result.catch(() => this.requests.delete(key));
		return await result;
	}
}
