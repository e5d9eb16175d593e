import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import {
	startSimulator,
	type RecordedRequest,
	type Simulator,
	type SimulatorOptions,
} from '../../simulator';
import { runNode, type NodeRun, type RunOptions, type TestCredentials } from './n8n';

/** A day that makes the generated data the same in every run. */
export const today = new Date('2026-07-01T00:00:00Z');

/** All data of a simulated account lies in these 20 days before `today`. */
export const wholeTime = { startTime: '2026-06-11T00:00:00Z', endTime: '2026-06-30T23:59:59.999Z' };

/** A simulated Terra account and the n8n credential that belongs to it. */
export class Account {
	/** What a user would save; a test may change it, or add the credential of a provider login. */
	readonly credentials: TestCredentials & { terraTeamsApi: ICredentialDataDecryptedObject };

	constructor(readonly simulator: Simulator) {
		this.credentials = {
			terraTeamsApi: {
				...simulator.credentials,
				apiBaseUrl: simulator.apiBaseUrl,
				widgetBaseUrl: simulator.widgetBaseUrl,
				webhookSigningSecret: '',
			},
		};
	}

	/** Runs the node with this account's credentials. */
	async run(parameters: INodeParameters, options: Partial<RunOptions> = {}): Promise<NodeRun> {
		return await runNode(parameters, { credentials: this.credentials, ...options });
	}

	/** The requests that arrived, each as `GET /coaches`: without host, `/v2/teams` and query. */
	get calls(): string[] {
		return this.simulator.requests.map(callOf);
	}

	/** The id of the first coach of a provider. */
	coachOf(provider: string): string {
		const coach = this.simulator.dataset.coaches.find((one) => one.provider === provider);
		if (!coach) throw new Error(`There is no coach of ${provider}`);
		return coach.coach_id;
	}

	/** The ids of all athletes, or of those of one coach. */
	athleteIds(coachId?: string): string[] {
		return this.simulator.dataset.athletes
			.filter((athlete) => coachId === undefined || athlete.coach_id === coachId)
			.map((athlete) => athlete.athlete_id);
	}
}

/** A request as `GET /coaches`. */
export function callOf({ method, path }: RecordedRequest): string {
	return `${method} ${path.replace(/^\/v2\/teams/, '')}`;
}

/** Opens accounts for a file of tests and remembers them, so that all can be closed. */
export class Accounts {
	private readonly open: Account[] = [];

	/** Opens one with little data as of `today`: three coaches, one for each provider. */
	async start(options: SimulatorOptions = {}): Promise<Account> {
		const size = { athletes: 12, days: 20, ...options.size };
		const account = new Account(await startSimulator({ now: today, ...options, size }));
		this.open.push(account);
		return account;
	}

	/** Closes all that were opened. */
	async closeAll(): Promise<void> {
		await Promise.all(this.open.splice(0).map(async ({ simulator }) => await simulator.close()));
	}
}
