import type { TerraTeamsClient } from '../api/client';

/** What looking things up about records takes. */
export interface Lookup {
	/** Gives the client, once something has to be asked. */
	connect: () => Promise<TerraTeamsClient>;
	/** Whether there is time for one more request. */
	hasTime: () => boolean;
	/** Is told what failed. */
	warn: (thrown: unknown) => void;
}

/**
 * What a request gives; `null` where it fails or there is no time for it, since no event must be
 * lost because of what could be looked up about it.
 */
export async function ask<Value>(
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
