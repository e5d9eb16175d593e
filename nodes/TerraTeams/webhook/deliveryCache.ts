import { fingerprint } from '../records/fingerprint';
import type { ServerResponse } from './httpResponse';

/**
 * How long an event is kept: longer than Terra takes to send it again for the first times, and much
 * less than it goes on sending.
 */
const keptMs = 15 * 60_000;

/** Max number of events that are kept. */
const maxEntries = 2000;

/** What n8n responded to an event that was handed to it. */
type Outcome = Pick<ServerResponse, 'writableEnded' | 'statusCode'>;

/**
 * The events of the last minutes that were handed to n8n in this process, so that none starts the
 * workflow twice because n8n was too busy to respond in time and Terra sent it again.
 */
export class DeliveryCache {
	private readonly entries = new Map<string, { outcome: Outcome; sinceMs: number }>();

	/**
	 * What became of an event: n8n has stored it, is still at it, or has to start it, as it is new or
	 * n8n could not store it. n8n may be at it for minutes, where it limits the executions that run at
	 * the same time. Should it never respond, the event is started again when it is no longer kept:
	 * better twice, with the same dedupe_key, than not at all.
	 */
	statusOf(event: string, nowMs: number): 'stored' | 'under way' | 'to start' {
		const known = this.entries.get(event);
		if (!known || nowMs - known.sinceMs > keptMs) return 'to start';
		if (!known.outcome.writableEnded) return 'under way';
		return known.outcome.statusCode < 300 ? 'stored' : 'to start';
	}

	/** Adds an event that is about to start the workflow. */
	add(event: string, response: ServerResponse, nowMs: number): void {
		for (const [key, { sinceMs }] of this.entries) {
			if (nowMs - sinceMs <= keptMs && this.entries.size < maxEntries) break;
			this.entries.delete(key);
		}
		const entry = { outcome: outcomeOf(response), sinceMs: nowMs };
		this.entries.delete(event);
		this.entries.set(event, entry);
		response.once('close', () => (entry.outcome = outcomeOf(response)));
	}

	/** Removes an event that does not start the workflow after all. */
	remove(event: string): void {
		this.entries.delete(event);
	}
}

/**
 * The outcome, or the response itself as long as there is none. A response keeps all of its request
 * in memory, the body included, so it is held no longer than that.
 */
function outcomeOf(response: ServerResponse): Outcome {
	const { writableEnded, statusCode } = response;
	return writableEnded ? { writableEnded, statusCode } : response;
}

/**
 * The key of an event for a node: the same whenever Terra sends the event again, for which it has the
 * same trace id and the same body. `null` without a trace id, since the same may really happen twice.
 */
export function deliveryKey(traceId: string | null, node: string, body: Buffer): string | null {
	return traceId === null ? null : `${node} ${traceId} ${fingerprint(body, 16)}`;
}
