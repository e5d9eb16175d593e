import { isCredentialRefused, TerraTeamsError } from '../api/errors';
import type { StreamName } from './streams';

/** A stream that could not be read, and why. */
export interface StreamFailure {
	name: StreamName;
	thrown: unknown;
}

export function isRefusal(thrown: unknown): boolean {
	return thrown instanceof TerraTeamsError && isCredentialRefused(thrown);
}

export function isRateLimit({ thrown }: StreamFailure): boolean {
	return thrown instanceof TerraTeamsError && thrown.status === 429;
}

/** Adds to the failure of a stream its coach, and whether other streams were read. */
export function withCoach({ name, thrown }: StreamFailure, othersContinue: boolean): unknown {
	if (!(thrown instanceof TerraTeamsError) || name.coachId === null) return thrown;
	return new TerraTeamsError({ ...thrown.facts, coachId: name.coachId, othersContinue });
}
