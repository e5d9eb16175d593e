/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import type { Account } from './account';
import { Admin } from './admin';
import { handleAdminRequest } from './adminApi';
import type { Contract } from './contracts';
import { Faults, type FaultRule } from './faults';
import { generateDataset, type DatasetSize } from './generate/dataset';
import { SeededRandom } from './generate/random';
import { startOfDayMs } from './generate/times';
import {
	applyFault,
	encodeResponse,
	faultResponse,
	readBodyInto,
	recordRequest,
	replacesResponse,
	send,
	sendPart,
} from './http';
import { documentedRetryDelaysMs, documentedTimeoutMs, Pushes } from './push/pushes';
import type { Dataset } from './records';
import { RequestLog, type RecordedRequest } from './requestLog';
import { handleRequest } from './routes';

export type { Admin, Overrides, RecordId } from './admin';
export type { Contract } from './contracts';
export { faultExamples } from './faultExamples';
export type { FaultKind, FaultRule } from './faults';
export type { Histories } from './generate/histories';
export type { DatasetSize } from './generate/dataset';
export type { PushedEvent } from './push/events';
export type { PushAttempt, Pushes, PushOptions } from './push/pushes';
export type * from './records';
export type { RecordedRequest } from './requestLog';

/** How the simulated server behaves; every field has a default. */
export interface SimulatorOptions {
	/** Port on 127.0.0.1; default 0, any free port. */
	port?: number;
	/** Default 1. The same seed, day and size give byte-identical data. */
	seed?: number;
	/** Default 'both'. */
	contract?: Contract;
	/**
	 * Default true: refuse a missing or malformed header, parameter or body field as the contract
	 * says. Unknown query parameters are always ignored.
	 */
	strict?: boolean;
	/** All data is from the days (UTC) before this one; default the current day. */
	now?: Date;
	/** Default 'simulator-dev-id'. */
	devId?: string;
	/** Default 'simulator-api-key-0123456789'. */
	apiKey?: string;
	size?: DatasetSize;
	/** Delay of every response in milliseconds; default 0. */
	latencyMs?: number;
	/** Show client_id, client_secret and token of coaches in every response; default false. */
	echoSecrets?: boolean;
	/** Signs the events; default 'simulator-signing-secret'. */
	signingSecret?: string;
	/** The waits before the retries of an event; default those of Terra. */
	retryDelaysMs?: readonly number[];
	/** Time limit for the response to an event; default Terra's 8 seconds. */
	pushTimeoutMs?: number;
	/** Called when a response has been sent or its connection was cut. */
	onResponse?: (request: RecordedRequest) => void;
}

export interface Simulator {
	/** http://127.0.0.1:PORT */
	readonly url: string;
	/** Followed by /coaches, /athletes and the other endpoints of Teams. */
	readonly apiBaseUrl: string;
	/** Followed by /widget/api/session or /api/widget/session. */
	readonly widgetBaseUrl: string;
	readonly credentials: { devId: string; apiKey: string };
	/** All API requests in the order of arrival; always the same array. */
	readonly requests: RecordedRequest[];
	/** Also resets the highest concurrency. */
	clearRequests(): void;
	/** Highest number of requests in flight at once since the last clearRequests(). */
	readonly highestConcurrency: number;
	/** The data itself: a change shows in the next response. */
	readonly dataset: Dataset;
	/** Adds a fault; a request is hit by the first fault that matches it. */
	fail(rule: FaultRule): void;
	clearFaults(): void;
	readonly admin: Admin;
	/**
	 * Sends events once a destination is registered: on demand, when the admin side changes data, and
	 * for a request that asks for its data at the destination.
	 */
	readonly pushes: Pushes;
	/** Stops the server and closes open sockets; can be called twice. */
	close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that behaves like the Terra Teams API and its authentication widget,
 * with generated data. Throws when the port is in use.
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

	async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const request = recordRequest(incoming);
		if (request.path.startsWith('/__admin/')) {
			await readBodyInto(request, incoming);
			const target = { admin, faults, log, account, pushes };
			send(outgoing, encodeResponse(handleAdminRequest(target, request)));
			return;
		}
		log.enter(request);
		outgoing.once('close', () => {
			log.leave();
			options.onResponse?.(request);
		});
		await readBodyInto(request, incoming);
		const fault = faults.take(request) ?? {};
		if (fault.hang === true && fault.cutAfterBytes === undefined) return;
		await pause(latencyMs + (fault.delayMs ?? 0));
		if (fault.reset === true) {
			incoming.socket.resetAndDestroy();
			return;
		}
		const response = applyFault(
			replacesResponse(fault)
				? faultResponse(fault)
				: encodeResponse(handleRequest(account, request), fault.bareArray),
			fault,
		);
		if (fault.cutAfterBytes !== undefined) {
			const after = fault.hang === true ? undefined : () => outgoing.socket?.destroy();
			sendPart(outgoing, response, fault.cutAfterBytes, after);
			return;
		}
		request.status = response.status;
		send(outgoing, response);
	}

	const server = createServer((incoming, outgoing) => {
		// Fails only when the client disconnects while it sends: there is nobody to respond to.
		serve(incoming, outgoing).catch(() => outgoing.destroy());
	});
	// Longer than clients keep idle connections: closing them first would look like a fault.
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
