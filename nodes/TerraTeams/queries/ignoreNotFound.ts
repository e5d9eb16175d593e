import { asTerraTeamsError, TerraTeamsError } from '../api/errors';

/** What a server answers where it does not have an endpoint, or the coach is gone (404). */
const notServed = new Set([404, 405, 410, 501]);

/**
 * What a request gives, or `null` where the server does not serve it.
 *
 * @throws TerraTeamsError where it failed in any other way
 */
export async function ignoreNotFound<Value>(request: Promise<Value>): Promise<Value | null> {
	const outcome = await request.catch(asTerraTeamsError);
	if (!(outcome instanceof TerraTeamsError)) return outcome;
	if (outcome.status !== undefined && notServed.has(outcome.status)) return null;
	throw outcome;
}
