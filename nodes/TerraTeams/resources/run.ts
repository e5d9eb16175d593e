import type { TerraTeamsClient } from '../api/client';
import type { Athlete, Coach, Integration } from '../api/records';

/** What the items of one execution share: the client, and lists that need fetching only once. */
export class Run {
	private coaches?: Promise<Coach[]>;
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

	/** Every provider. */
	async getIntegrations(): Promise<Integration[]> {
		this.integrations ??= this.client.getIntegrations();
		return await this.integrations;
	}
}
