import axios, { type AxiosResponse, type Method } from 'axios';

import { startSimulator, type Simulator, type SimulatorOptions } from '../../../simulator';

/** A day that makes the generated data the same in every run. */
export const today = new Date('2026-07-01T00:00:00Z');

/** Small enough to start in a few milliseconds, with all three providers. */
export const small = { athletes: 12, days: 20 };

/** What a test sends: a URL below the simulator, and what differs from a proper request. */
export interface Sent {
	method?: Method;
	/** From the root, e.g. `/v2/teams/coaches`. */
	path: string;
	query?: Record<string, string>;
	body?: unknown;
	headers?: Record<string, string | null>;
}

/** Starts simulators for a file of tests and remembers them, so that all can be closed. */
export class Simulators {
	private readonly running: Simulator[] = [];

	/** Starts one with little data as of `today`. */
	async start(options: SimulatorOptions = {}): Promise<Simulator> {
		const simulator = await startSimulator({ now: today, size: small, ...options });
		this.running.push(simulator);
		return simulator;
	}

	/** Closes all that were started. */
	async closeAll(): Promise<void> {
		await Promise.all(this.running.splice(0).map(async (simulator) => await simulator.close()));
	}
}

/** Sends a request with the right credentials; no status is an error. */
export async function send(simulator: Simulator, sent: Sent): Promise<AxiosResponse> {
	const headers: Record<string, string | null> = {
		'dev-id': simulator.credentials.devId,
		'x-api-key': simulator.credentials.apiKey,
		...(sent.body === undefined ? {} : { 'Content-Type': 'application/json' }),
		...sent.headers,
	};
	return await axios.request({
		method: sent.method ?? 'GET',
		url: simulator.url + sent.path,
		params: sent.query,
		data: sent.body,
		headers,
		validateStatus: () => true,
		transitional: { silentJSONParsing: true },
	});
}

/** The coach of a provider. */
export function coachOf(simulator: Simulator, provider: string): string {
	const coach = simulator.dataset.coaches.find((candidate) => candidate.provider === provider);
	if (coach === undefined) throw new Error(`There is no coach of ${provider}.`);
	return coach.coach_id;
}
