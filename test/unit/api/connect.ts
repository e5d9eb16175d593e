import { TerraTeamsClient } from '../../../nodes/TerraTeams/api/client';
import { sentenceOf } from '../../../nodes/TerraTeams/shared/nodeErrors';
import type { TransportOptions } from '../../../nodes/TerraTeams/api/transport';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../simulator';
import { axiosSend, type ApiCredentials } from './axiosSend';

/** What a client talks to: a simulator, or any other server in its place. */
export interface Server {
	apiBaseUrl: string;
	widgetBaseUrl: string;
	credentials: ApiCredentials;
}

/** A client, and the waits before its retries, which are noted instead of waited. */
export interface Connection {
	client: TerraTeamsClient;
	waits: number[];
}

/** Connects a client to a server. */
export function connect(server: Server, options: Partial<TransportOptions> = {}): Connection {
	const waits: number[] = [];
	const client = new TerraTeamsClient(
		{ api: server.apiBaseUrl, widget: server.widgetBaseUrl },
		{
			send: axiosSend(server.credentials),
			sleep: async (ms) => {
				waits.push(ms);
			},
			secrets: [server.credentials.apiKey],
			timeoutMs: 10_000,
			...options,
		},
	);
	return { client, waits };
}

/** The day before which the data lies, so that it is the same in every run. */
export const today = new Date('2026-07-01T00:00:00Z');

/** Starts simulators with little data, and closes them when the tests of the file have ended. */
export function simulators(): (options?: SimulatorOptions) => Promise<Simulator> {
	const running: Simulator[] = [];
	afterAll(async () => {
		await Promise.all(running.map(async (simulator) => await simulator.close()));
	});
	return async (options) => {
		const size = { athletes: 12, days: 20 };
		const simulator = await startSimulator({ now: today, size, ...options });
		running.push(simulator);
		return simulator;
	};
}

/** The error that a call ends in; a call that succeeds fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<Error> {
	const thrown: unknown = await call.then(
		(value) => new Error(`No error, but ${JSON.stringify(value)}`),
		(reason: unknown) => reason,
	);
	if (thrown instanceof Error) return thrown;
	throw new Error('Something else than an Error was thrown.');
}

/** What a user reads about the error that a call ends in. */
export async function messageOf(call: Promise<unknown>): Promise<string> {
	return sentenceOf(await failureOf(call));
}
