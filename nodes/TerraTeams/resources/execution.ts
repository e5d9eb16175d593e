import type { TerraTeamsClient } from '../api/client';
import type { Athlete, Coach, Integration, MetricSchema } from '../records/types';
import { ignoreNotFound } from '../queries/ignoreNotFound';

/** What the items of one execution share: the client, and lists that need fetching only once. */
export class Execution {
	private readonly coaches = new RequestCache<Coach[]>();
	private readonly integrations = new RequestCache<Integration[]>();
	private readonly athletes = new RequestCache<Athlete[]>();
	private readonly metricsSchemas = new RequestCache<MetricSchema[] | null>();

	/**
	 * @param stopsAtFirstError whether the node's On Error setting is to stop the workflow
	 */
	constructor(
		readonly client: TerraTeamsClient,
		readonly stopsAtFirstError: boolean,
	) {}

	/** Every coach of the account. */
	async getCoaches(): Promise<Coach[]> {
		return await this.coaches.get('', async () => await this.client.getCoaches());
	}

	/** Every athlete of a coach. */
	async getCoachAthletes(coachId: string): Promise<Athlete[]> {
		const ask = async () => await this.client.getCoachAthletes(coachId);
		return await this.athletes.get(coachId, ask);
	}

	/** What a coach's metrics stand for, `null` where the server does not say. */
	async getMetricsSchema(coachId: string): Promise<MetricSchema[] | null> {
		const ask = async () => await ignoreNotFound(this.client.getActivityMetricsSchema(coachId));
		return await this.metricsSchemas.get(coachId, ask);
	}

	/** Every provider. */
	async getIntegrations(): Promise<Integration[]> {
		return await this.integrations.get('', async () => await this.client.getIntegrations());
	}
}

/** RequestCache by name, each asked for once; after a failure the next item asks again. */
class RequestCache<Value> {
	private readonly asked = new Map<string, Promise<Value>>();

	async get(name: string, ask: () => Promise<Value>): Promise<Value> {
		const answer = this.asked.get(name) ?? ask();
		this.asked.set(name, answer);
		answer.catch(() => this.asked.delete(name));
		return await answer;
	}
}
