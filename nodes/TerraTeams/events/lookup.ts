import type { TerraTeamsClient } from '../api/client';

/** What look-ups need. */
export interface Lookup {
	/** Gives the client; called only when a request is needed. */
	connect: () => Promise<TerraTeamsClient>;
	/** Whether there is time for another request. */
	hasTime: () => boolean;
	/** Called with each failure. */
	warn: (thrown: unknown) => void;
}

/**
 * The result of a request; `null` where it fails or there is no time, since a look-up must never
 * cost an event.
 */
export async function lookUpOrNull<Value>(
	lookup: Lookup,
	request: (client: TerraTeamsClient) => Promise<Value>,
): Promise<Value | null> {
	try {
		return await request(await inTime(lookup, lookup.connect));
	} catch (thrown) {
		lookup.warn(thrown);
		return null;
	}
}

/** @throws Error where there is no time for the request, and whatever the request throws */
export async function inTime<Value>(
	{ hasTime }: Lookup,
	request: () => Promise<Value>,
): Promise<Value> {
	if (hasTime()) return await request();
	throw new Error('There was no time to look up all athletes and names of metrics.');
}
