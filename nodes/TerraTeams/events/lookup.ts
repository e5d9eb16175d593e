import type { TerraTeamsClient } from '../api/client';
import { ConnectionError } from '../api/connectionError';
import { withinTimeLimit } from '../api/timeLimit';

/** What look-ups need. */
export interface Lookup {
	/** Identifies the account, without a secret. */
	account: string;
	/** Gives the client; called only when a request is needed. */
	connect: () => Promise<TerraTeamsClient>;
	/** How many milliseconds are left; `Infinity` where there is no limit. */
	remainingMs: () => number;
	/** Called with each failure. */
	warn: (thrown: unknown) => void;
}

/**
 * The result of a task of a look-up, which must never cost an event.
 *
 * @returns `null` where the task fails or its time is over, after a warning
 */
export async function lookUpOrNull<Value>(
	lookup: Lookup,
	task: () => Promise<Value>,
): Promise<Value | null> {
	try {
		return await inTime(lookup, task);
	} catch (thrown) {
		lookup.warn(thrown);
		return null;
	}
}

async function inTime<Value>({ remainingMs }: Lookup, task: () => Promise<Value>): Promise<Value> {
	const leftMs = remainingMs();
	if (leftMs === Infinity) return await task();
	if (leftMs <= 0) throw new OutOfTimeError();
	return await withinTimeLimit(leftMs, task).catch((thrown: unknown) => {
		throw thrown instanceof ConnectionError ? new OutOfTimeError() : thrown;
	});
}

class OutOfTimeError extends Error {
	constructor() {
		super('There was no time to look up all athletes and names of metrics.');
	}
}
