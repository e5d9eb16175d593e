import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { InputError, TerraTeamsError } from '../api/errors';

/** Why a call failed, in n8n's words: its schedulers and error workflows go by them. */
type Failure = NonNullable<NonNullable<ConstructorParameters<typeof NodeApiError>[2]>['failure']>;

/**
 * The error that n8n shows for whatever went wrong with an item: one sentence about what happened,
 * with the item's index, and one about what to do. Nothing of the request is in it.
 *
 * @param itemIndex the item, from 0; none where it is not about an item (filling a picker)
 */
export function asNodeError(
	node: INode,
	thrown: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (thrown instanceof NodeOperationError || thrown instanceof NodeApiError) return thrown;
	const item = itemIndex === undefined ? '' : ` [Item ${itemIndex}]`;
	if (thrown instanceof TerraTeamsError) {
		const message = `${thrown.summary}${item}. ${thrown.remedy}`;
		const httpCode = thrown.status?.toString();
		const failure = failureOf(thrown);
		return withMessage(
			new NodeApiError(node, {}, { message, httpCode, itemIndex, failure }),
			message,
		);
	}
	if (thrown instanceof InputError) {
		const message = `${thrown.message}${item}. ${thrown.remedy}`;
		return withMessage(new NodeOperationError(node, message, { itemIndex }), message);
	}
	return new NodeOperationError(node, thrown instanceof Error ? thrown : String(thrown), {
		itemIndex,
	});
}

/**
 * Gives an error its message back. n8n replaces one in which it finds the code of a system error,
 * be it in what Terra said ("connect ECONNREFUSED") or within a word ("preexisting" holds EEXIST).
 */
function withMessage<Kind extends NodeApiError | NodeOperationError>(
	error: Kind,
	message: string,
): Kind {
	error.message = message;
	error.messages = [];
	return error;
}

/** Only what the answer proves; n8n takes it as a hint when to try again. */
function failureOf({ status, problem, retryAfterMs }: TerraTeamsError): Failure | undefined {
	if (status === 429) return { cause: 'rate-limited', retryAfterMs };
	if (status === 401 || status === 403) return { cause: 'credential-invalid' };
	if (status === 404 || status === 410) return { cause: 'configuration-invalid' };
	const passing = problem === 'broken' || problem === 'refused' || problem === 'timed-out';
	if (passing || (status !== undefined && status >= 500)) {
		return { cause: 'temporarily-unavailable', retryAfterMs };
	}
	return undefined;
}
