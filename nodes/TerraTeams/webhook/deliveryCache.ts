import { fingerprint } from '../records/fingerprint';
import type { HttpResponse } from './httpResponse';

/**
 * How long an event is remembered: longer than Terra takes to send it again for the first times, and
 * much less than it goes on sending.
 */
const keptMs = 15 * 60_000;

/** So many events are remembered at most. */
const maxEntries = 2000;

/** What n8n answered to an event that was handed to it. */
type Answer = Pick<HttpResponse, 'writableEnded' | 'statusCode'>;

/**
 * The events of the last minutes that were handed to n8n in this process, so that none starts the
 * workflow twice because n8n was too busy to answer in time and Terra sent it again.
 */
export class DeliveryCache {
	private readonly answers = new Map<string, { answer: Answer; sinceMs: number }>();

	/**
	 * What has become of an event: n8n has stored it, is still at it, or it has to be started, as it
	 * is new or n8n could not store it. n8n may be at it for minutes, where it limits the executions
	 * that run at once. Should it never come back to it, the event is started again when it is no
	 * longer remembered: better twice, with the same dedupe_key, than not at all.
	 */
	stateOf(event: string, nowMs: number): 'stored' | 'under way' | 'to start' {
		const known = this.answers.get(event);
		if (!known || nowMs - known.sinceMs > keptMs) return 'to start';
		const { writableEnded } = known.answer;
		if (!writableEnded) return 'under way';
		return known.answer.statusCode < 300 ? 'stored' : 'to start';
	}

	/** Remembers an event that is about to start the workflow. */
	remember(event: string, response: HttpResponse, nowMs: number): void {
		for (const [name, { sinceMs }] of this.answers) {
			if (nowMs - sinceMs <= keptMs && this.answers.size < maxEntries) break;
			this.answers.delete(name);
		}
		const entry = { answer: answerOf(response), sinceMs: nowMs };
		this.answers.delete(event);
		this.answers.set(event, entry);
		response.once('close', () => (entry.answer = answerOf(response)));
	}

	/** An event that was remembered does not start the workflow after all. */
	forget(event: string): void {
		this.answers.delete(event);
	}
}

/**
 * What was answered; as long as there is no answer, the response. It keeps all of its request, the
 * body included, so it is held no longer than that.
 */
function answerOf(response: HttpResponse): Answer {
	const { writableEnded, statusCode } = response;
	return writableEnded ? { writableEnded, statusCode } : response;
}

/**
 * The name of an event for a node: the same whenever Terra sends it again, for which it has the same
 * trace id and the same body. `null` without a trace id, since the same may really happen twice.
 */
export function deliveryKey(traceId: string | null, node: string, body: Buffer): string | null {
	return traceId === null ? null : `${node} ${traceId} ${fingerprint(body, 16)}`;
}
