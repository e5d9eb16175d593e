import type { TerraTeamsClient } from '../api/client';
import type { Athlete, Coach, Integration, MetricSchema } from '../api/records';
import { ifServed } from '../api/served';

/** What the items of one execution share: the client, and lists that need fetching only once. */
export class Run {
	private readonly coaches = new Answers<Coach[]>();
	private readonly integrations = new Answers<Integration[]>();
	private readonly athletes = new Answers<Athlete[]>();
	private readonly metricsSchemas = new Answers<MetricSchema[] | null>();

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
		const ask = async () => await ifServed(this.client.getActivityMetricsSchema(coachId));
		return await this.metricsSchemas.get(coachId, ask);
	}

	/** Every provider. */
	async getIntegrations(): Promise<Integration[]> {
		return await this.integrations.get('', async () => await this.client.getIntegrations());
	}
}

/** Answers by name, each asked for once; after a failure the next item asks again. */
class Answers<Value> {
	private readonly asked = new Map<string, Promise<Value>>();

	async get(name: string, ask: () => Promise<Value>): Promise<Value> {
		const answer = this.asked.get(name) ?? ask();
		this.asked.set(name, answer);
		answer.catch(() => this.asked.delete(name));
		return await answer;
	}
}
