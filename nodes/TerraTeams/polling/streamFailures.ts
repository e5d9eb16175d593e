import { TerraTeamsError } from '../api/errors';
import type { StreamName } from './streams';

/** A stream that could not be read, and why. */
export interface StreamFailure {
	name: StreamName;
	thrown: unknown;
}

/** Statuses after which the same request fails again until somebody does something. */
const lasting = new Set([401, 403, 404, 405, 410]);

/** Whether the server refused the credential. */
export function isRefusal(thrown: unknown): boolean {
	return thrown instanceof TerraTeamsError && (thrown.status === 401 || thrown.status === 403);
}

/** Whether the account has asked for too much lately. */
export function isRateLimit({ thrown }: StreamFailure): boolean {
	return thrown instanceof TerraTeamsError && thrown.status === 429;
}

/**
 * The error to show for a stream: it names the coach. Where other streams were read, a lasting
 * failure loses its status, since n8n would pause the whole trigger for half an hour because of it.
 */
export function explain({ name, thrown }: StreamFailure, hasReadings: boolean): unknown {
	if (!(thrown instanceof TerraTeamsError) || name.coachId === null) return thrown;
	const { operation, summary, remedy, status, problem, retryAfterMs } = thrown;
	return new TerraTeamsError({
		operation: `${operation} of coach ${name.coachId}`,
		happened: summary.slice(operation.length + 2),
		remedy: hasReadings ? `${remedy} The other coaches go on.` : remedy,
		status: hasReadings && status !== undefined && lasting.has(status) ? undefined : status,
		problem,
		retryAfterMs,
	});
}
