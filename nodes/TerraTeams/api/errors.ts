import type { ConnectionProblem } from './connectionError';

/** The calls of the client, by the names of the node's operations. */
export type ApiOperation =
	| 'Create authentication link'
	| 'Create coach'
	| 'Delete coach'
	| 'Get activity metrics schema'
	| 'Get athlete'
	| 'Get many activities'
	| 'Get many athletes'
	| 'Get many coaches'
	| 'Get many integrations'
	| 'Get many tests'
	| 'Search tests'
	| 'Update athlete'
	| 'Update many athletes';

/** Why a call failed. */
export type Problem =
	/** No complete response arrived. */
	| ConnectionProblem
	/** The status is not 2xx. */
	| 'rejected'
	/** The status is 2xx, but the body is not what the contracts document. */
	| 'web-page'
	| 'damaged'
	| 'empty'
	| 'no-list'
	| 'no-object'
	/** The status is 2xx, but Terra did not say that it delivers to the destination. */
	| 'not-delivered'
	/** Terra did not save this athlete of a bulk update. */
	| 'not-saved'
	/** A coach exists already, but the list of coaches does not show which one it is. */
	| 'no-single-match'
	/** Nothing was sent: an id is empty, or there is no athlete to update. */
	| 'no-coach-id'
	| 'no-athlete-id'
	| 'no-athletes';

/** What is known of a failed call. Holds no secret, and nothing of the request's body. */
export interface FailureFacts {
	operation: ApiOperation;
	problem: Problem;
	/** The HTTP status, where a response arrived. */
	status?: number;
	/** What Terra says went wrong, on one line and shortened. */
	detail?: string;
	/** Terra's own name for it, such as `scope_missing` (documentation of November 2026). */
	code?: string;
	/** The wait that the server asked for, in milliseconds. */
	retryAfterMs?: number;
	/** The time-out of the request, in milliseconds. */
	timeoutMs?: number;
	/** Whether the address names a coach or an athlete. */
	hasId?: boolean;
	/** Whether the call asked for a time range, so that a shorter one may help. */
	hasRange?: boolean;
	/** Whether Terra may have carried out a call that must not be sent twice. */
	isOutcomeUnknown?: boolean;
	/** The coach of the stream of records that could not be read. */
	coachId?: string;
	/** Whether the records of other coaches were read all the same. */
	othersContinue?: boolean;
	/** The athlete that was not saved. */
	athleteId?: string;
	/** The athletes that the response to a bulk update names, with Terra's reason for each. */
	athletes?: ReadonlyMap<string, string>;
	/** How many coaches match. */
	matches?: number;
}

/**
 * A call to the API that failed. It carries facts alone: `shared/nodeErrors.ts` writes the sentences
 * that a user reads.
 */
export class TerraTeamsError extends Error {
	override readonly name = 'TerraTeamsError';

	constructor(readonly facts: FailureFacts) {
		super(`${facts.operation}: ${facts.problem} ${facts.status ?? ''}`.trim());
	}

	get status(): number | undefined {
		return this.facts.status;
	}

	get problem(): Problem {
		return this.facts.problem;
	}
}

/** For `catch`: gives a call's failure as a value, and throws everything else again. */
export function asTerraTeamsError(thrown: unknown): TerraTeamsError {
	if (thrown instanceof TerraTeamsError) return thrown;
	throw thrown;
}

/** Statuses of a server that does not have an endpoint, or of a record that is gone (404). */
const notFoundStatuses = new Set([404, 405, 410, 501]);

/** Whether a call failed because the server does not have its endpoint or its record. */
export function isNotFound({ status }: TerraTeamsError): boolean {
	return status !== undefined && notFoundStatuses.has(status);
}

/** Whether the server refused the credential. */
export function isCredentialRefused({ status, problem }: TerraTeamsError): boolean {
	return problem === 'rejected' && (status === 401 || status === 403);
}
