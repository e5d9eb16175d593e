/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import axios from 'axios';

import { chunksOf } from './chunks';
import type { PushedEvent } from './events';
import { signatureHeaders, type Signing } from './signing';

/** Where events go. An account has one, as in Terra's dashboard. */
export interface Destination {
	url: string;
	secret: string;
}

/** How an event is sent, where it is not sent as usual. */
export interface PushOptions {
	/** Default: right. */
	signing?: Signing;
	/** When it was signed, in milliseconds since 1970; default now. Retries keep it. */
	signedAtMs?: number;
	/** Whether each retry is signed anew: Terra does not say. Default false. */
	signsRetries?: boolean;
	/** Whether the body is compressed, after it was signed. Default false. */
	gzip?: boolean;
	/** Sends the event in pieces of at most so many bytes, with one reference. */
	chunkBytes?: number;
	/** `terra-reference`; default a new one. */
	reference?: string;
	/** `X-Terra-Trace-Id`; default a new one. */
	traceId?: string;
	/** Replace or join the other headers. */
	headers?: Record<string, string>;
	/** The waits before the retries; default those of the simulator. */
	retryDelaysMs?: readonly number[];
	/** How long to wait for an answer; default that of the simulator. */
	timeoutMs?: number;
}

/** One request to the destination. */
export interface PushAttempt {
	type: string;
	traceId: string;
	/** 0 where no answer came in time. */
	status: number;
	/** What was answered, as text. */
	answer: string;
	tookMs: number;
}

/**
 * As documented: up to ten retries, the waits doubling from 30 seconds and never more than 8 hours.
 */
export const documentedRetryDelaysMs: readonly number[] = Array.from({ length: 10 }, (_, retry) =>
	Math.min(30_000 * 2 ** retry, 8 * 3_600_000),
);

/** How long Terra waits for an answer unless a destination has another limit. */
export const documentedTimeoutMs = 8_000;

/** Sends events to the account's destination, over real HTTP, until it answers 2xx. */
export class Pushes {
	/** In the order in which they ended. */
	readonly attempts: PushAttempt[] = [];
	private destination: Destination | undefined;
	private readonly underWay = new Set<Promise<unknown>>();
	private readonly stopped = new AbortController();

	/** @param secret what a destination signs with that is registered without one of its own */
	constructor(
		readonly secret: string,
		private readonly retryDelaysMs: readonly number[],
		private readonly timeoutMs: number,
	) {
		// However many events are under way at once.
		setMaxListeners(0, this.stopped.signal);
	}

	/** Sets where events go from now on, in the place of what there was. */
	register(url: string, secret = this.secret): Destination {
		if (!URL.canParse(url)) throw new Error('url must be a web address.');
		this.destination = { url, secret };
		return this.destination;
	}

	/** Events go nowhere from now on. */
	unregister(): void {
		this.destination = undefined;
	}

	/** Whether events go anywhere. */
	get hasDestination(): boolean {
		return this.destination !== undefined;
	}

	/** Sends an event if there is a destination, and does not wait for it. */
	announce(event: PushedEvent, options: PushOptions = {}): void {
		if (this.destination) void this.push(event, options);
	}

	/**
	 * Sends an event, or any other body, until it is taken or there are no retries left.
	 *
	 * @returns the attempts, of all chunks
	 * @throws Error where no destination is registered
	 */
	async push(event: PushedEvent | Buffer, options: PushOptions = {}): Promise<PushAttempt[]> {
		if (!this.destination) throw new Error('No destination is registered.');
		const { traceId = randomUUID(), reference = randomUUID(), chunkBytes } = options;
		const chunks =
			Buffer.isBuffer(event) || chunkBytes === undefined ? [event] : chunksOf(event, chunkBytes);
		const deliveries = chunks.map(async (chunk, index) => {
			const ownTrace = chunks.length === 1 ? traceId : `${traceId}:chunk:${index + 1}`;
			return await this.deliver(chunk, { ...options, reference, traceId: ownTrace });
		});
		const all = Promise.all(deliveries);
		this.underWay.add(all);
		try {
			return (await all).flat();
		} finally {
			this.underWay.delete(all);
		}
	}

	/** Waits until nothing is being sent and no retry is due. */
	async settled(): Promise<void> {
		while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
	}

	/** Sends no more retries. */
	close(): void {
		this.stopped.abort();
	}

	private async deliver(
		event: PushedEvent | Buffer,
		options: PushOptions & { traceId: string },
	): Promise<PushAttempt[]> {
		const body = Buffer.isBuffer(event) ? event : Buffer.from(JSON.stringify(event));
		const type = Buffer.isBuffer(event) ? '' : event.type;
		const firstMs = Date.now();
		const delaysMs = options.retryDelaysMs ?? this.retryDelaysMs;
		const attempts: PushAttempt[] = [];
		for (const delayMs of [0, ...delaysMs]) {
			if (!(await this.wait(delayMs))) break;
			const atMs = options.signsRetries ? Date.now() : firstMs;
			const attempt = await this.send(body, type, atMs, firstMs, options);
			attempts.push(attempt);
			this.attempts.push(attempt);
			if (attempt.status >= 200 && attempt.status < 300) break;
		}
		return attempts;
	}

	/** Whether to go on after a wait. */
	private async wait(ms: number): Promise<boolean> {
		if (ms > 0) await sleep(ms, undefined, this.stopped).catch(() => undefined);
		return !this.stopped.signal.aborted;
	}

	/** One request; to where the destination is by now, as a retry of Terra's does. */
	private async send(
		body: Buffer,
		type: string,
		signedAtMs: number,
		firstMs: number,
		options: PushOptions & { traceId: string },
	): Promise<PushAttempt> {
		const { traceId, reference = '', signing = 'right', gzip = false, headers } = options;
		const { url, secret } = this.destination ?? { url: '', secret: '' };
		const beganMs = performance.now();
		const ended = (status: number, answer: string): PushAttempt => {
			return { type, traceId, status, answer, tookMs: Math.round(performance.now() - beganMs) };
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
