import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { TerraTeamsError, type ApiOperation, type FailureFacts, type Problem } from '../api/errors';
import { UnnamedMetricsError } from '../queries/unnamedMetrics';
import { UnnamedTestsError } from '../queries/unnamedTests';
import { AthletesNotSavedError } from './athletesNotSaved';
import { InputError } from './inputError';

/**
 * The sentences that a user reads about a failure: what happened, and what to do about it in terms
 * of the node's fields. The API client carries facts alone.
 */

/** Why a call failed, in n8n's own categories, which its schedulers and error workflows use. */
type Failure = NonNullable<NonNullable<ConstructorParameters<typeof NodeApiError>[2]>['failure']>;

/** What happened, and what the user can do; a message puts the item's index between the two. */
interface Explanation {
	/** Without the period at its end. */
	summary: string;
	remedy: string;
}

/**
 * The error that n8n shows for anything thrown while an item was processed. Contains nothing of the
 * request.
 *
 * @param itemIndex the item, from 0; `undefined` outside of items (when filling a picker)
 */
export function asNodeError(
	node: INode,
	thrown: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (thrown instanceof NodeOperationError || thrown instanceof NodeApiError) return thrown;
	const explanation = explain(thrown);
	if (!explanation) {
		const cause = thrown instanceof Error ? thrown : String(thrown);
		return new NodeOperationError(node, cause, { itemIndex });
	}
	const message = join(explanation, itemIndex);
	const facts = responseFacts(thrown);
	if (!facts) return withMessage(new NodeOperationError(node, message, { itemIndex }), message);
	const httpCode = facts.status?.toString();
	const failure = failureOf(facts);
	return withMessage(
		new NodeApiError(node, {}, { message, httpCode, itemIndex, failure }),
		message,
	);
}

/** What went wrong in one line, for the log. */
export function sentenceOf(thrown: unknown): string {
	const explanation = explain(thrown);
	if (explanation) return join(explanation);
	return thrown instanceof Error ? thrown.message : String(thrown);
}

function join({ summary, remedy }: Explanation, itemIndex?: number): string {
	const item = itemIndex === undefined ? '' : ` [Item ${itemIndex}]`;
	return `${summary}${item}. ${remedy}`;
}

function explain(thrown: unknown): Explanation | undefined {
	if (thrown instanceof InputError) return { summary: thrown.message, remedy: thrown.remedy };
	if (thrown instanceof AthletesNotSavedError) return explainNotSaved(thrown);
	if (thrown instanceof UnnamedTestsError) return explainUnnamedTests(thrown);
	if (thrown instanceof UnnamedMetricsError) return explainUnnamedMetrics(thrown);
	if (thrown instanceof TerraTeamsError) return explainFailure(thrown.facts);
	return undefined;
}

function explainFailure(facts: FailureFacts): Explanation {
	const { operation, problem, coachId, othersContinue } = facts;
	if (problem === 'no-coach-id') return emptyId('Coach');
	if (problem === 'no-athlete-id') return emptyId('Athlete');
	if (problem === 'no-athletes') {
		return { summary: 'There is no athlete to update', remedy: 'Pass in at least one item.' };
	}
	const coach = coachId === undefined ? '' : ` of coach ${coachId}`;
	const remedy = remedyOf(facts);
	return {
		summary: `${operation}${coach}: ${whatHappened(facts)}`,
		remedy: othersContinue ? `${remedy} The other coaches are not affected.` : remedy,
	};
}

function emptyId(field: 'Coach' | 'Athlete'): Explanation {
	return {
		summary: `${field} is empty`,
		remedy: `Choose the ${field.toLowerCase()} or enter its ID.`,
	};
}

/** Max number of athletes that a message names. */
const maxNamed = 50;

/** One message for all athletes that failed, each with its item and its reason. */
function explainNotSaved({ failures, total }: AthletesNotSavedError): Explanation {
	const named = failures
		.slice(0, maxNamed)
		.map(
			({ athleteId, itemIndex, error }) =>
				`${athleteId} [Item ${itemIndex}] (${whatHappened(error.facts)})`,
		);
	if (failures.length > maxNamed) named.push(`and ${failures.length - maxNamed} more`);
	const operation: ApiOperation = 'Update many athletes';
	const saved = total - failures.length;
	return {
		summary: `${operation}: ${failures.length} of ${total} athletes were not saved: ${named.join(', ')}`,
		remedy:
			saved === 0
				? 'None was saved. Correct them and run it again.'
				: `The other ${saved} were saved. Correct these and run it again.`,
	};
}

function explainUnnamedTests({ tests, coachIds, failure }: UnnamedTestsError): Explanation {
	const reason =
		failure === null
			? "Search tests: Terra's responses contradict each other. Try again later."
			: sentenceOf(failure);
	return {
		summary: `${tests} ${tests === 1 ? 'test' : 'tests'} of ${nameCoaches(coachIds)} came without an athlete`,
		remedy: `${reason} Turn off Include Athlete to get tests without looking up athletes.`,
	};
}

function explainUnnamedMetrics(error: UnnamedMetricsError): Explanation {
	const names = error.hasLastSchema ? 'the names of the last schema' : 'no display names';
	return {
		summary: `The activity metrics of ${nameCoaches(error.coachIds)} have ${names}`,
		remedy: sentenceOf(error.failure),
	};
}

function nameCoaches(coachIds: readonly string[]): string {
	const [coachId] = coachIds;
	return coachIds.length === 1 ? `coach ${coachId}` : `${coachIds.length} coaches`;
}

/** The middle of the sentence about what happened. */
function whatHappened(facts: FailureFacts): string {
	const { status, detail, athleteId, matches, timeoutMs = 0 } = facts;
	const responded = `Terra answered ${status}`;
	switch (facts.problem) {
		case 'rejected':
			return `${responded}${quote(facts)}`;
		case 'web-page':
			return `${responded} with a web page instead of data`;
		case 'damaged':
			return `${responded} with data that is cut off or damaged`;
		case 'empty':
			return `${responded} with an empty response`;
		case 'no-list':
			return `${responded} with no list`;
		case 'no-object':
			return `${responded} with no object`;
		case 'not-delivered':
			return `${responded} without delivering to a destination`;
		case 'not-saved':
			return `${responded} and did not save athlete ${athleteId} (${detail})`;
		case 'no-single-match':
			return `${responded}, but ${matches || 'no'} coaches have that provider and reference ID`;
		case 'timed-out':
			return `Terra did not answer within ${Math.round(timeoutMs / 1000)} seconds (time-out)`;
		case 'refused':
			return 'the connection was refused (no status)';
		case 'not-connected':
			return 'no connection could be established (no status)';
		case 'not-secure':
			return 'no secure connection could be established (no status)';
		case 'blocked':
			return 'n8n blocked the request to this address (no status)';
		case 'too-large':
			return 'the response is larger than 512 MB';
		case 'broken':
			return 'the connection broke before the response was complete (no status)';
		case 'unknown-host':
			return 'the host name could not be resolved (no status)';
		case 'untrusted':
			return "the server's certificate is not trusted (no status)";
		case 'cancelled':
			return 'the execution was cancelled (no status)';
		default:
			return 'no response arrived (no status)';
	}
}

/** What Terra says, after its own name for the failure. */
function quote({ code, detail }: FailureFacts): string {
	const parts = [code, detail].filter((part) => part !== undefined && part !== '');
	return parts.length > 0 ? ` (${parts.join(': ')})` : '';
}

const checkBaseUrls = 'Check the base URLs in the Terra Teams credential.';
const checkCredential = 'Check the Dev ID and the API Key in the Terra Teams credential.';
const checkFields = "Check the values of the node's fields.";
const checkCoach =
	"Other coaches were read, so the credential works. Check this coach's login at the provider in the Terra dashboard.";
const shorterRange = 'Choose a shorter time range.';

/** For calls that may have created or deleted a coach without a response. */
const unknownOutcome =
	'It is not known whether Terra carried it out. Check Coach > Get Many before you repeat it.';

function remedyOf(facts: FailureFacts): string {
	const { problem, hasRange, isOutcomeUnknown, status = 0 } = facts;
	if (problem === 'rejected') {
		const byCode = facts.code === undefined ? undefined : remediesByCode[facts.code];
		if (byCode !== undefined) return byCode;
		if (facts.othersContinue && isCredentialStatus(status)) return checkCoach;
		const specific = remediesByOperation[facts.operation]?.[status];
		return specific ?? (isOutcomeUnknown ? unknownOutcome : remedyForStatus(status, facts));
	}
	if (isOutcomeUnknown) return unknownOutcome;
	switch (problem) {
		case 'not-delivered':
			return 'This server does not offer it. Set Deliver To to This Workflow.';
		case 'not-saved':
			return "Check the athlete's ID and values.";
		case 'no-single-match':
			return 'Enter the Reference ID that the existing coach has.';
		case 'timed-out':
			return hasRange ? `${shorterRange} Or try again later.` : 'Try again later.';
		case 'broken':
			return 'Try again later. If it keeps happening, check the network.';
		case 'cancelled':
			return 'Run it again.';
		case 'refused':
		case 'not-secure':
		case 'unknown-host':
		case 'untrusted':
			return checkBaseUrls;
		case 'blocked':
			return 'Ask the administrator of n8n to allow the host (N8N_SSRF_ALLOWED_HOSTNAMES), or check the base URLs in the Terra Teams credential.';
		case 'too-large':
			return hasRange ? shorterRange : checkBaseUrls;
		case 'not-connected':
			return `Check the network, or try again later. ${checkBaseUrls}`;
		case 'other':
			return `Check the network. ${checkBaseUrls}`;
		default:
			return 'Check the base URLs in the Terra Teams credential, or try again later.';
	}
}

/** Remedies for Terra's own names of failures (documentation of November 2026). */
const remediesByCode: Record<string, string | undefined> = {
	unauthorized: checkCredential,
	scope_missing:
		'The API key lacks the permission (scope) for this. Create one that has it in the Terra dashboard.',
};

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Remedies for a status of one operation, where they differ from those for all operations. */
const remediesByOperation: Partial<Record<ApiOperation, Partial<Record<number, string>>>> = {
	'Create coach': {
		409: 'To get the coach that exists, set If Coach Already Exists to Return Existing Coach.',
	},
	'Search tests': {
		404: 'Check that the coach still exists. Servers from before 2026 cannot search tests.',
	},
	'Update many athletes': { 413: 'Choose a smaller Batch Size.' },
};

const temporarilyUnavailable = 'Terra is temporarily unavailable. Try again later.';

/** What asks for a longer pause has a wrong clock, or n8n has. */
const longestWaitMs = 24 * 60 * 60_000;

const checkCache =
	'A cache on the way answered instead of Terra. Try again later, or check the network.';

const remediesByStatus: Partial<Record<number, string>> = {
	304: checkCache,
	400: checkFields,
	401: checkCredential,
	403: checkCredential,
	405: checkBaseUrls,
	407: "A proxy on the way asks for a login. Check n8n's proxy settings.",
	408: temporarilyUnavailable,
	410: `Terra no longer serves this address. ${checkBaseUrls}`,
	425: temporarilyUnavailable,
	429: 'Wait a while before you run it again, or run it less often.',
};

function remedyForStatus(status: number, { hasId, hasRange, retryAfterMs = 0 }: FailureFacts) {
	const asksForWait = retryAfterMs > 0 && retryAfterMs <= longestWaitMs;
	if ((status === 429 || status === 503) && asksForWait) {
		const seconds = Math.ceil(retryAfterMs / 1000);
		return `Wait ${seconds} second${seconds === 1 ? '' : 's'} before you run it again.`;
	}
	if (hasRange && status === 413) return shorterRange;
	if (hasRange && status === 504) return `${shorterRange} Or try again later.`;
	// Without an id in the URL, the server does not know the endpoint itself.
	if (status === 404 && !hasId) return checkBaseUrls;
	if (status === 404) {
		return 'Check that the ID is right and that the coach or athlete still exists.';
	}
	const remedy = remediesByStatus[status];
	if (remedy) return remedy;
	if (redirectStatuses.has(status)) {
		return 'Enter the address that it redirects to as the base URL in the credential.';
	}
	if (status < 400) return checkBaseUrls;
	return status < 500 ? checkFields : temporarilyUnavailable;
}

/** Statuses that a repeated request gets again until somebody changes something. */
const lastingStatuses = new Set([401, 403, 404, 405, 410]);

type ResponseFacts = Pick<FailureFacts, 'status' | 'problem' | 'retryAfterMs'>;

/** What the response proves; `undefined` where nothing was sent. */
function responseFacts(thrown: unknown): ResponseFacts | undefined {
	if (thrown instanceof AthletesNotSavedError) {
		return { problem: 'not-saved', status: thrown.failures[0]?.error.status };
	}
	if (!(thrown instanceof TerraTeamsError)) return undefined;
	const { problem, status, retryAfterMs, othersContinue } = thrown.facts;
	if (['no-coach-id', 'no-athlete-id', 'no-athletes'].includes(problem)) return undefined;
	// n8n would pause the whole trigger for half an hour because of one coach's lasting status.
	const isOfOneCoach = othersContinue && status !== undefined && lastingStatuses.has(status);
	return { problem, status: isOfOneCoach ? undefined : status, retryAfterMs };
}

const passingProblems = new Set<Problem>(['broken', 'refused', 'not-connected', 'timed-out']);

function isCredentialStatus(status: number | undefined): boolean {
	return status === 401 || status === 403;
}

/** n8n uses this to decide when to try again, so it says only what the response proves. */
function failureOf({ status, problem, retryAfterMs }: ResponseFacts): Failure | undefined {
	if (status === 429) return { cause: 'rate-limited', retryAfterMs };
	if (problem === 'rejected' && isCredentialStatus(status)) return { cause: 'credential-invalid' };
	if (status === 404 || status === 410) return { cause: 'configuration-invalid' };
	const isPassing = passingProblems.has(problem);
	const isPage = problem === 'web-page' && isCredentialStatus(status);
	if (isPassing || isPage || (status !== undefined && status >= 500)) {
		return { cause: 'temporarily-unavailable', retryAfterMs };
	}
	return undefined;
}

/**
 * Restores the message of an error. n8n replaces a message that contains the code of a system
 * error, also in what Terra said ("connect ECONNREFUSED") or inside another word ("preexisting" has
 * EEXIST).
 */
function withMessage<NodeError extends NodeApiError | NodeOperationError>(
	error: NodeError,
	message: string,
): NodeError {
	error.message = message;
	error.messages = [];
	return error;
}
