/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import axios from 'axios';

import { chunksOf } from './chunks';
import type { PushedEvent } from './events';
import { signatureHeaders, type Signing } from './signing';

/** Receives the events. An account has one, as in Terra's dashboard. */
export interface Destination {
	url: string;
	secret: string;
}

export interface PushOptions {
	/** Default 'right'. */
	signing?: Signing;
	/** Time of the signature, in milliseconds since 1970; default now. Retries keep it. */
	signedAtMs?: number;
	/** Sign each retry again; Terra does not say whether it does. Default false. */
	signsRetries?: boolean;
	/** Compress the body after it was signed. Default false. */
	gzip?: boolean;
	/** Split the event into chunks of at most this size, with one reference. */
	chunkBytes?: number;
	/** Header `terra-reference`; default a new one. */
	reference?: string;
	/** Header `X-Terra-Trace-Id`; default a new one. */
	traceId?: string;
	/** Replace or extend the other headers. */
	headers?: Record<string, string>;
	/** The waits before the retries; default those of the simulator. */
	retryDelaysMs?: readonly number[];
	/** Time limit for the response; default that of the simulator. */
	timeoutMs?: number;
}

/** One request to the destination. */
export interface PushAttempt {
	type: string;
	traceId: string;
	/** 0 when no response came in time. */
	status: number;
	responseBody: string;
	tookMs: number;
}

/**
 * As documented: up to ten retries, with waits that double from 30 seconds up to 8 hours.
 */
export const documentedRetryDelaysMs: readonly number[] = Array.from({ length: 10 }, (_, retry) =>
	Math.min(30_000 * 2 ** retry, 8 * 3_600_000),
);

/** Time limit for the response, unless the destination has another one. */
export const documentedTimeoutMs = 8_000;

/** Sends events to the account's destinations over HTTP, with retries until the response is 2xx. */
export class Pushes {
	/** In the order in which they ended, of all events. */
	readonly attempts: PushAttempt[] = [];
	private destinations: readonly Destination[] = [];
	private readonly inFlight = new Set<Promise<unknown>>();
	private readonly stopped = new AbortController();

	/** @param secret signs the events of a destination that is registered without its own secret */
	constructor(
		readonly secret: string,
		private readonly retryDelaysMs: readonly number[],
		private readonly timeoutMs: number,
	) {
		// Node.js warns at more than ten listeners; any number of events can be in flight.
		setMaxListeners(0, this.stopped.signal);
	}

	/** Replaces the destination. Throws for a URL that is not valid. */
	register(url: string, secret = this.secret): Destination {
		if (!URL.canParse(url)) throw new Error('url must be a web address.');
		const destination = { url, secret };
		this.destinations = [destination];
		return destination;
	}

	/**
	 * Replaces the destination by several, which Terra does not have: so each workflow of a demo gets
	 * every event.
	 */
	registerAll(urls: readonly string[]): void {
		this.destinations = urls.map((url) => ({ url, secret: this.secret }));
	}

	/** Removes the destination: events are dropped. */
	unregister(): void {
		this.destinations = [];
	}

	get hasDestination(): boolean {
		return this.destinations.length > 0;
	}

	/** Sends an event if there is a destination, without waiting for the response. */
	announce(event: PushedEvent, options: PushOptions = {}): void {
		if (this.hasDestination) void this.push(event, options);
	}

	/**
	 * Sends an event, or any other body, until the response is 2xx or no retries are left.
	 *
	 * @returns the attempts of all chunks
	 * @throws Error when no destination is registered
	 */
	async push(event: PushedEvent | Buffer, options: PushOptions = {}): Promise<PushAttempt[]> {
		if (!this.hasDestination) throw new Error('No destination is registered.');
		const { traceId = randomUUID(), reference = randomUUID(), chunkBytes } = options;
		const chunks =
			Buffer.isBuffer(event) || chunkBytes === undefined ? [event] : chunksOf(event, chunkBytes);
		const deliveries = this.destinations.flatMap((_, place) =>
			chunks.map(async (chunk, index) => {
				const ownTrace = chunks.length === 1 ? traceId : `${traceId}:chunk:${index + 1}`;
				return await this.deliver(chunk, { ...options, reference, traceId: ownTrace }, place);
			}),
		);
		const all = Promise.all(deliveries);
		this.inFlight.add(all);
		try {
			return (await all).flat();
		} finally {
			this.inFlight.delete(all);
		}
	}

	/** Resolves when nothing is being sent and no retry is due. */
	async settled(): Promise<void> {
		while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight);
	}

	/** Cancels all requests and retries. */
	close(): void {
		this.stopped.abort();
	}

	private async deliver(
		event: PushedEvent | Buffer,
		options: PushOptions & { traceId: string },
		place: number,
	): Promise<PushAttempt[]> {
		const body = Buffer.isBuffer(event) ? event : Buffer.from(JSON.stringify(event));
		const type = Buffer.isBuffer(event) ? '' : event.type;
		const firstMs = Date.now();
		const delaysMs = options.retryDelaysMs ?? this.retryDelaysMs;
		const attempts: PushAttempt[] = [];
		for (const delayMs of [0, ...delaysMs]) {
			if (!(await this.wait(delayMs))) break;
			const atMs = options.signsRetries ? Date.now() : firstMs;
			const attempt = await this.send(body, type, atMs, firstMs, options, place);
			attempts.push(attempt);
			this.attempts.push(attempt);
			if (attempt.status >= 200 && attempt.status < 300) break;
		}
		return attempts;
	}

	/** Returns false once the pushes are closed. */
	private async wait(ms: number): Promise<boolean> {
		if (ms > 0) await sleep(ms, undefined, this.stopped).catch(() => undefined);
		return !this.stopped.signal.aborted;
	}

	/** Sends one request to the destination that is there now, as a retry of Terra does. */
	private async send(
		body: Buffer,
		type: string,
		signedAtMs: number,
		firstMs: number,
		options: PushOptions & { traceId: string },
		place: number,
	): Promise<PushAttempt> {
		const { traceId, reference = '', signing = 'right', gzip = false, headers } = options;
		const { url, secret } = this.destinations[place] ?? { url: '', secret: '' };
		const beganMs = performance.now();
		const ended = (status: number, responseBody: string): PushAttempt => {
			const tookMs = Math.round(performance.now() - beganMs);
			return { type, traceId, status, responseBody, tookMs };
		};
		try {
			const response = await axios.post<string>(url, gzip ? gzipSync(body) : body, {
				headers: {
					'Content-Type': 'application/json',
					'User-Agent': 'terra-simulator',
					...(gzip ? { 'Content-Encoding': 'gzip' } : {}),
					...signatureHeaders(body, secret, options.signedAtMs ?? signedAtMs, signing),
					'X-Terra-Trace-Id': traceId,
					'X-Terra-Ordering-Timestamp': String(firstMs),
					'terra-reference': reference,
					...headers,
				},
				maxRedirects: 0,
				maxBodyLength: Infinity,
				proxy: false,
				responseType: 'text',
				signal: this.stopped.signal,
				timeout: options.timeoutMs ?? this.timeoutMs,
				transformResponse: (text: string) => text,
				validateStatus: () => true,
			});
			return ended(response.status, response.data);
		} catch {
			return ended(0, '');
		}
	}
}
