import { isCredentialRefused, TerraTeamsError } from '../api/errors';
import type { StreamName } from './streams';

/** A stream that could not be read, and why. */
export interface StreamFailure {
	name: StreamName;
	thrown: unknown;
}

/** Whether the server refused the credential. */
export function isRefusal(thrown: unknown): boolean {
	return thrown instanceof TerraTeamsError && isCredentialRefused(thrown);
}

/** Whether the account has asked for too much lately. */
export function isRateLimit({ thrown }: StreamFailure): boolean {
	return thrown instanceof TerraTeamsError && thrown.status === 429;
}

/** The failure of a stream with its coach, and whether other streams were read. */
export function withCoach({ name, thrown }: StreamFailure, othersContinue: boolean): unknown {
	if (!(thrown instanceof TerraTeamsError) || name.coachId === null) return thrown;
	return new TerraTeamsError({ ...thrown.facts, coachId: name.coachId, othersContinue });
}
