/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import type { Account } from './account';
import { Admin } from './admin';
import { answerAdmin } from './adminApi';
import type { Contract } from './contracts';
import {
	disturb,
	normalPayload,
	readBodyInto,
	recordRequest,
	replacement,
	replacesAnswer,
	send,
	sendPart,
} from './http';
import { Faults, type FaultRule } from './faults';
import { SeededRandom } from './generate/random';
import { startOfDayMs } from './generate/times';
import { generateDataset, type DatasetSize } from './generate/dataset';
import { documentedRetryDelaysMs, documentedTimeoutMs, Pushes } from './push/pushes';
import type { Dataset } from './records';
import { RequestLog, type RecordedRequest } from './requestLog';
import { answerRequest } from './routes';

export type { Admin, Overrides, RecordId } from './admin';
export type { Contract } from './contracts';
export type { FaultRule } from './faults';
export type { DatasetSize } from './generate/dataset';
export type { PushedEvent } from './push/events';
export type { PushAttempt, Pushes, PushOptions } from './push/pushes';
export type * from './records';
export type { RecordedRequest } from './requestLog';

/** How the simulated server behaves; every field has a default. */
export interface SimulatorOptions {
	/** Port on 127.0.0.1; default 0: any free one. */
	port?: number;
	/** Default 1. The same seed, day and size give byte-identical data. */
	seed?: number;
	/** Default 'both'. */
	contract?: Contract;
	/**
	 * Default true: a missing or malformed header, parameter or field of a body is refused as the
	 * contract defines it. Unknown query parameters are always ignored.
	 */
	strict?: boolean;
	/** The "today" before which the data lies; default the current day (UTC). */
	now?: Date;
	/** Default 'simulator-dev-id'. */
	devId?: string;
	/** Default 'simulator-api-key-0123456789'. */
	apiKey?: string;
	size?: DatasetSize;
	/** Milliseconds by which every answer is delayed; default 0. */
	latencyMs?: number;
	/** Coaches carry client_id, client_secret and token in every answer; default false. */
	echoSecrets?: boolean;
	/** What events are signed with; default 'simulator-signing-secret'. */
	signingSecret?: string;
	/** The waits before an event that was not taken is sent again; default those of Terra. */
	retryDelaysMs?: readonly number[];
	/** How long an event waits for an answer; default Terra's 8 seconds. */
	pushTimeoutMs?: number;
	/** Called when a request has been answered or cut. */
	onAnswered?: (request: RecordedRequest) => void;
}

/** A running simulator. */
export interface Simulator {
	/** http://127.0.0.1:PORT */
	readonly url: string;
	/** Where /coaches and /athletes hang below. */
	readonly apiBaseUrl: string;
	/** Where /widget/api/session and /api/widget/session hang below. */
	readonly widgetBaseUrl: string;
	readonly credentials: { devId: string; apiKey: string };
	/** Every API request in the order of arrival; always the same array. */
	readonly requests: RecordedRequest[];
	/** Forgets the requests and the highest concurrency. */
	clearRequests(): void;
	/** The most requests in flight at once since the last clearRequests(). */
	readonly highestConcurrency: number;
	/** The live data. */
	readonly dataset: Dataset;
	/** Orders a fault; the first fault that matches a request hits it. */
	fail(rule: FaultRule): void;
	clearFaults(): void;
	readonly admin: Admin;
	/**
	 * Sends events to a destination, once one is registered: on demand, when the admin side changes
	 * data, and where a request asks for its data at the destination.
	 */
	readonly pushes: Pushes;
	/** Stops the server and ends open sockets; may be called twice. */
	close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that behaves like the Terra Teams API, its authentication widget
 * included, and holds generated data. Throws when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const { seed = 1, port = 0, latencyMs = 0, now = new Date() } = options;
	const credentials = {
		devId: options.devId ?? 'simulator-dev-id',
		apiKey: options.apiKey ?? 'simulator-api-key-0123456789',
	};
	const pushes = new Pushes(
		options.signingSecret ?? 'simulator-signing-secret',
		options.retryDelaysMs ?? documentedRetryDelaysMs,
		options.pushTimeoutMs ?? documentedTimeoutMs,
	);
	const account: Account = {
		dataset: generateDataset(seed, startOfDayMs(now.getTime()), options.size),
		contract: options.contract ?? 'both',
		strict: options.strict ?? true,
		echoSecrets: options.echoSecrets ?? false,
		credentials,
		random: new SeededRandom(seed, 'requests'),
		pushes,
	};
	const admin = new Admin(account.dataset, seed, (event) => pushes.announce(event));
	const faults = new Faults();
	const log = new RequestLog();
	const timers = new Set<NodeJS.Timeout>();

	async function pause(ms: number): Promise<void> {
		if (ms <= 0) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(() => {
				timers.delete(timer);
				resolve();
			}, ms);
			timers.add(timer);
		});
	}

	async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const request = recordRequest(incoming);
		if (request.path.startsWith('/__admin/')) {
			await readBodyInto(request, incoming);
			send(response, normalPayload(answerAdmin({ admin, faults, log, account, pushes }, request)));
			return;
		}
		log.enter(request);
		response.once('close', () => {
			log.leave();
			options.onAnswered?.(request);
		});
		await readBodyInto(request, incoming);
		const fault = faults.take(request) ?? {};
		if (fault.hang === true && fault.cutAfterBytes === undefined) return;
		await pause(latencyMs + (fault.delayMs ?? 0));
		if (fault.reset === true) {
			incoming.socket.resetAndDestroy();
			return;
		}
		const payload = disturb(
			replacesAnswer(fault)
				? replacement(fault)
				: normalPayload(answerRequest(account, request), fault.bareArray),
			fault,
		);
		if (fault.cutAfterBytes !== undefined) {
			const after = fault.hang === true ? undefined : () => response.socket?.destroy();
			sendPart(response, payload, fault.cutAfterBytes, after);
			return;
		}
		request.status = payload.status;
		send(response, payload);
	}

	const server = createServer((incoming, response) => {
		// It fails only when the client goes away while it still sends; nobody is left to answer.
		serve(incoming, response).catch(() => response.destroy());
	});
	// Clients keep connections for a while; closing them early would look like a fault.
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const address = server.address();
	const actualPort = typeof address === 'object' && address !== null ? address.port : port;
	const url = `http://127.0.0.1:${actualPort}`;

	let closing: Promise<void> | undefined;
	return {
		url,
		apiBaseUrl: `${url}/v2/teams`,
		widgetBaseUrl: url,
		credentials,
		requests: log.requests,
		clearRequests: () => log.clear(),
		get highestConcurrency() {
			return log.highestConcurrency;
		},
		dataset: account.dataset,
		fail: (rule) => faults.add(rule),
		clearFaults: () => faults.clear(),
		admin,
		pushes,
		close() {
			closing ??= new Promise<void>((resolve) => {
				pushes.close();
				for (const timer of timers) clearTimeout(timer);
				server.close(() => resolve());
				server.closeAllConnections();
			});
			return closing;
		},
	};
}
