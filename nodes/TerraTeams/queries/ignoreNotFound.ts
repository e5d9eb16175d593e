import { asTerraTeamsError, isNotFound, TerraTeamsError } from '../api/errors';

/**
 * The result of a request, or `null` where the server does not have the endpoint, or the coach is
 * gone.
 *
 * @throws TerraTeamsError where the request failed in any other way
 */
export async function ignoreNotFound<Value>(request: Promise<Value>): Promise<Value | null> {
	const outcome = await request.catch(asTerraTeamsError);
	if (!(outcome instanceof TerraTeamsError)) return outcome;
	if (isNotFound(outcome)) return null;
	throw outcome;
}
