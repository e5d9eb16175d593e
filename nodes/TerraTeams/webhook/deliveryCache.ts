import { fingerprint } from '../records/fingerprint';
import type { ServerResponse } from './httpResponse';

/**
 * How long an event is kept: longer than Terra's first retries take, but much less than its last
 * ones.
 */
const keptMs = 15 * 60_000;

/** Max number of events that are kept. */
const maxEntries = 2000;

/** n8n's response to an event that was handed to it. */
type Outcome = Pick<ServerResponse, 'writableEnded' | 'statusCode'>;

/**
 * The events of the last minutes that were handed to n8n in this process, so that an event does not
 * start the workflow twice when n8n responds too late and Terra sends it again.
 */
export class DeliveryCache {
	private readonly entries = new Map<string, { outcome: Outcome; sinceMs: number }>();

	/**
	 * Whether n8n has stored an event, is still working on it, or has to start it because it is new
	 * or could not be stored. n8n may work on it for minutes where it limits concurrent executions.
	 * If n8n never responds, the event starts again once it is no longer kept: twice with the same
	 * dedupe_key is better than never.
	 */
	statusOf(event: string, nowMs: number): 'stored' | 'under way' | 'to start' {
		const known = this.entries.get(event);
		if (!known || !isKept(known, nowMs)) return 'to start';
		if (!known.outcome.writableEnded) return 'under way';
		return known.outcome.statusCode < 300 ? 'stored' : 'to start';
	}

	/** Adds an event that is about to start the workflow. */
	add(event: string, response: ServerResponse, nowMs: number): void {
		for (const [key, entry] of this.entries) {
			if (isKept(entry, nowMs) && this.entries.size < maxEntries) break;
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

/** Not if the clock was ahead: n8n might seem busy with the event until the clock gets there again. */
function isKept({ sinceMs }: { sinceMs: number }, nowMs: number): boolean {
	return Math.abs(nowMs - sinceMs) <= keptMs;
}

/**
 * The outcome, or the response itself until there is one. A response keeps its whole request in
 * memory, the body included, so it is held no longer than that.
 */
function outcomeOf(response: ServerResponse): Outcome {
	const { writableEnded, statusCode } = response;
	return writableEnded ? { writableEnded, statusCode } : response;
}

/**
 * The key of an event for a node. Terra repeats an event with the same trace id and body. `null`
 * without a trace id, since two events may then have the same body.
 */
export function deliveryKey(traceId: string | null, node: string, body: Buffer): string | null {
	return traceId === null ? null : `${node} ${traceId} ${fingerprint(body, 16)}`;
}
