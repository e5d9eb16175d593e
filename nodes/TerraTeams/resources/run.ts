import type { TerraTeamsClient } from '../api/client';
import type { Athlete, Coach, Integration, MetricSchema } from '../api/records';
import { ifServed } from '../api/served';

/** What the items of one execution share: the client, and lists that need fetching only once. */
export class Run {
	private coaches?: Promise<Coach[]>;
	private readonly metricsSchemas = new Map<string, Promise<MetricSchema[] | null>>();
	private integrations?: Promise<Integration[]>;
	private readonly athletes = new Map<string, Promise<Athlete[]>>();

	/**
	 * @param stopsAtFirstError whether the node's On Error setting is to stop the workflow
	 */
	constructor(
		readonly client: TerraTeamsClient,
		readonly stopsAtFirstError: boolean,
	) {}

	/** Every coach of the account. */
	async getCoaches(): Promise<Coach[]> {
		this.coaches ??= this.client.getCoaches();
		return await this.coaches;
	}

	/** Every athlete of a coach. */
	async getCoachAthletes(coachId: string): Promise<Athlete[]> {
		const athletes = this.athletes.get(coachId) ?? this.client.getCoachAthletes(coachId);
		this.athletes.set(coachId, athletes);
		return await athletes;
	}

	/** What a coach's metrics stand for, `null` where the server does not say. */
	async getMetricsSchema(coachId: string): Promise<MetricSchema[] | null> {
		const schema =
			this.metricsSchemas.get(coachId) ?? ifServed(this.client.getActivityMetricsSchema(coachId));
		this.metricsSchemas.set(coachId, schema);
		return await schema;
	}

	/** Every provider. */
	async getIntegrations(): Promise<Integration[]> {
		this.integrations ??= this.client.getIntegrations();
		return await this.integrations;
	}
}
