import axios, { type AxiosResponse, type Method } from 'axios';

import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator';

/** A day that makes the generated data the same in every run. */
export const today = new Date('2026-07-01T00:00:00Z');

/** Small enough to start in a few milliseconds, with all three providers. */
export const small = { athletes: 12, days: 20 };

/** A request with what differs from the defaults: GET, and the right credentials. */
export interface SimulatorRequest {
	method?: Method;
	/** From the root: `/v2/teams/coaches`. */
	path: string;
	query?: Record<string, string>;
	body?: unknown;
	headers?: Record<string, string | null>;
}

/** Starts simulators for a test file, and closes them all at its end. */
export class Simulators {
	private readonly running: Simulator[] = [];

	/** With the data of `small`, before `today`. */
	async start(options: SimulatorOptions = {}): Promise<Simulator> {
		const simulator = await startSimulator({ now: today, size: small, ...options });
		this.running.push(simulator);
		return simulator;
	}

	async closeAll(): Promise<void> {
		await Promise.all(this.running.splice(0).map(async (simulator) => await simulator.close()));
	}
}

/** Does not throw for an error status. */
export async function send(
	simulator: Simulator,
	request: SimulatorRequest,
): Promise<AxiosResponse> {
	const headers: Record<string, string | null> = {
		'dev-id': simulator.credentials.devId,
		'x-api-key': simulator.credentials.apiKey,
		...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
		...request.headers,
	};
	return await axios.request({
		method: request.method ?? 'GET',
		url: simulator.url + request.path,
		params: request.query,
		data: request.body,
		headers,
		validateStatus: () => true,
		transitional: { silentJSONParsing: true },
	});
}

/** The id of the first coach of a provider. */
export function coachOf(simulator: Simulator, provider: string): string {
	const coach = simulator.dataset.coaches.find((candidate) => candidate.provider === provider);
	if (coach === undefined) throw new Error(`There is no coach of ${provider}.`);
	return coach.coach_id;
}
