import type { ConnectionProblem } from './connectionError';

/** What a failed call is about, as far as its maker knows. */
interface FailureDetails {
	/** The operation's name as the node shows it, such as "Get many tests". */
	operation: string;
	/** What happened, as the middle of the sentence. */
	happened: string;
	/** What the reader can do, as a sentence. */
	remedy: string;
	status?: number;
	problem?: ConnectionProblem;
	retryAfterMs?: number;
	/** The athletes that a bulk update's answer names, with the reason for each. */
	athletes?: ReadonlyMap<string, string>;
}

/**
 * A call to the API that failed. The message is one sentence about what happened and one about
 * what to do; it holds no secret and nothing of the request but the operation's name.
 */
export class TerraTeamsError extends Error {
	override readonly name = 'TerraTeamsError';
	readonly operation: string;
	/** What happened, with the operation, without the remedy. */
	readonly summary: string;
	readonly remedy: string;
	/** The HTTP status, where an answer arrived. */
	readonly status?: number;
	/** Why no complete answer arrived, where none did. */
	readonly problem?: ConnectionProblem;
	/** The wait that the server asked for, in milliseconds. */
	readonly retryAfterMs?: number;
	readonly athletes?: ReadonlyMap<string, string>;

	constructor(details: FailureDetails) {
		const summary = `${details.operation}: ${details.happened}`;
		super(`${summary}. ${details.remedy}`);
		this.operation = details.operation;
		this.summary = summary;
		this.remedy = details.remedy;
		this.status = details.status;
		this.problem = details.problem;
		this.retryAfterMs = details.retryAfterMs;
		this.athletes = details.athletes;
	}
}

/** For `catch`: gives a call's failure as a value, and lets everything else pass. */
export function asTerraTeamsError(thrown: unknown): TerraTeamsError {
	if (thrown instanceof TerraTeamsError) return thrown;
	throw thrown;
}

/** A value that cannot be sent, found before anything was sent. */
export class InputError extends Error {
	override readonly name = 'InputError';

	/**
	 * @param message what is wrong with which field
	 * @param remedy what to enter instead, as a sentence
	 */
	constructor(
		message: string,
		readonly remedy: string,
	) {
		super(message);
	}
}

/** What to do where a server does not know what every server of the API knows. */
export const checkAddress = 'Check the base URLs in the Terra Teams credential.';

const checkCredential = 'Check the Dev ID and the API Key in the Terra Teams credential.';
const checkFields = "Check the values of the node's fields.";
const shorterRange = 'Choose a shorter time range.';

const remedyByStatus: Record<number, string> = {
	400: checkFields,
	401: checkCredential,
	403: checkCredential,
	404: 'Check that the ID is right and that the coach or athlete still exists.',
	405: checkAddress,
	409: 'It exists already, so there is nothing to create.',
	410: `Terra no longer serves this address. ${checkAddress}`,
	429: 'Wait a while before running it again, or run it less often.',
};

/**
 * What to do after an answer with this status, as a sentence.
 *
 * @param hasRange whether the call asked for a time range, so that a shorter one may help
 */
export function remedyForStatus(
	status: number,
	hasRange: boolean,
	retryAfterMs: number | undefined,
): string {
	const isBusy = status === 429 || status === 503;
	if (isBusy && retryAfterMs !== undefined && retryAfterMs > 0) {
		const seconds = Math.ceil(retryAfterMs / 1000);
		return `Wait ${seconds} second${seconds === 1 ? '' : 's'} before running it again.`;
	}
	if (hasRange && status === 413) return shorterRange;
	if (hasRange && status === 504) return `${shorterRange} Or try again later.`;
	const remedy = remedyByStatus[status];
	if (remedy) return remedy;
	if (status < 400) return `Enter the address it leads to as the base URL in the credential.`;
	return status < 500 ? checkFields : 'Terra could not do it right now, so try again later.';
}

/**
 * What happened and what to do when no complete answer arrived.
 *
 * @param hasRange whether the call asked for a time range, so that a shorter one may help
 */
export function describeConnectionProblem(
	problem: ConnectionProblem,
	timeoutMs: number,
	hasRange: boolean,
): { happened: string; remedy: string } {
	switch (problem) {
		case 'timed-out':
			return {
				happened: `Terra did not answer within ${Math.round(timeoutMs / 1000)} seconds (time-out)`,
				remedy: hasRange ? `${shorterRange} Or try again later.` : 'Try again later.',
			};
		case 'refused':
			return { happened: 'the connection was refused (no status)', remedy: checkAddress };
		case 'broken':
			return {
				happened: 'the connection broke before the answer was complete (no status)',
				remedy: 'Try again later, and check the network if it goes on.',
			};
		case 'unknown-host':
			return {
				happened: 'the address of the server is not known (no status)',
				remedy: checkAddress,
			};
		case 'untrusted':
			return {
				happened: "the server's certificate is not trusted (no status)",
				remedy: checkAddress,
			};
		case 'cancelled':
			return { happened: 'the execution was cancelled (no status)', remedy: 'Run it again.' };
		case 'other':
			return {
				happened: 'no answer arrived (no status)',
				remedy: `Check the network. ${checkAddress}`,
			};
	}
}
