import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { findOperation } from './resources';
import { Execution } from './resources/execution';
import { ItemParameters } from './resources/itemParameters';
import { accountName, connect } from './shared/connect';
import { asNodeError } from './shared/nodeErrors';

/**
 * Runs the chosen operation for all input items. Each output item is paired with the input item
 * that it came from; with Continue On Fail, an item that fails gives an error item.
 *
 * @throws NodeApiError or NodeOperationError of the first item that fails, unless Continue On Fail
 *   is on
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const node = this.getNode();
	const resource = this.getNodeParameter('resource', 0);
	const name = this.getNodeParameter('operation', 0);
	const operation = findOperation(resource, name);
	if (!operation) {
		throw new NodeOperationError(node, `The resource ${resource} has no operation ${name}`);
	}

	const continueOnFail = this.continueOnFail();
	const items = this.getInputData().map((_, itemIndex) => new ItemParameters(this, itemIndex));
	const outcomes = await startExecution(this).then(
		async (execution) => {
			const results = await operation(items, execution);
			showHints(this, execution);
			return results;
		},
		(error: unknown) => items.map(({ itemIndex }) => ({ error, itemIndex })),
	);

	const output: INodeExecutionData[] = [];
	for (const [item, outcome] of outcomes.entries()) {
		if ('error' in outcome) {
			const error = asNodeError(node, outcome.error, outcome.itemIndex);
			if (!continueOnFail) throw error;
			output.push({ json: { error: error.message }, pairedItem: { item } });
			continue;
		}
		for (const json of outcome.value) output.push({ json, pairedItem: { item } });
		for (const failure of outcome.failures ?? []) {
			const { message } = asNodeError(node, failure, item);
			output.push({ json: { error: message }, pairedItem: { item } });
		}
	}
	return [output];
}

async function startExecution(functions: IExecuteFunctions): Promise<Execution> {
	const client = await connect(functions);
	const stopsAtFirstError = !functions.continueOnFail();
	const timeZone = functions.getTimezone();
	return new Execution(client, await accountName(functions), stopsAtFirstError, timeZone);
}

/** As hints above the node's output; what could not be looked up also in n8n's log. */
function showHints(functions: IExecuteFunctions, { hints, reports }: Execution): void {
	for (const message of hints.sentences()) {
		functions.addExecutionHints({ message, type: 'info', location: 'outputPane' });
	}
	for (const message of reports.sentences()) {
		functions.logger.warn(`${functions.getNode().name}: ${message}`);
		functions.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
}
