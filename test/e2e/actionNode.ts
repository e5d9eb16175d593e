import type { Execution, SavedCredential } from '../../tools/n8n/n8nApi';
import type { Stack } from './stack';

export const ACTION_NODE = 'n8n-nodes-terra-teams.terraTeams';

type Json = Record<string, unknown>;

/** What the node is given besides its parameters. */
interface Setting {
	/** The items that come in; one empty item if none are given. */
	items?: Json[];
	/** Beside the account's own. */
	credentials?: SavedCredential[];
	/** Settings > On Error > Continue. */
	continueOnFail?: boolean;
	/** The workflow's, such as its time zone. */
	settings?: Json;
}

/** The node that a workflow starts with when it is executed by hand. */
export const startNode = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Runs a workflow of a start and the action node, and gives what n8n kept of it. */
export async function runNode(
	{ api, credential }: Stack,
	parameters: Json,
	{ items = [{}], credentials = [], continueOnFail = false, settings = {} }: Setting = {},
): Promise<Execution> {
	const workflow = await api.createWorkflow({
		name: `${String(parameters.resource)} ${String(parameters.operation)}`,
		nodes: [
			startNode,
			{
				id: 'node',
				name: 'Terra Teams',
				type: ACTION_NODE,
				typeVersion: 1,
				position: [220, 0],
				parameters,
				credentials: Object.fromEntries(
					[credential, ...credentials].map(({ id, name, type }) => [type, { id, name }]),
				),
				...(continueOnFail ? { onError: 'continueRegularOutput' } : {}),
			},
		],
		connections: { Start: { main: [[{ node: 'Terra Teams', type: 'main', index: 0 }]] } },
		settings,
		pinData: { Start: items.map((json) => ({ json })) },
	});
	return await api.runWorkflow(workflow.id);
}

/** The items that the node gave; fails where the execution did. */
export async function itemsOf(stack: Stack, parameters: Json, setting?: Setting): Promise<Json[]> {
	const execution = await runNode(stack, parameters, setting);
	expect(execution.error).toBeUndefined();
	return execution.nodeRuns.find(({ node }) => node === 'Terra Teams')?.outputs[0] ?? [];
}

/** What the list of a picker shows, with what is typed into its search. */
export async function searchPicker(stack: Stack, methodName: string, filter?: string) {
	const path = 'resource-locator-results';
	const response = await askForParameter(stack, path, { methodName, filter });
	const { results } = response as { results: { name: string; value: string }[] };
	return results;
}

/** What a drop-down list that is filled from Terra offers. */
export async function loadOptions(stack: Stack, methodName: string, parameters: Json = {}) {
	const response = await askForParameter(stack, 'options', {
		methodName,
		currentNodeParameters: parameters,
	});
	return response as { name: string; value: string }[];
}

/** Asks n8n as its editor does while a node is open. */
async function askForParameter({ api, credential }: Stack, path: string, question: Json) {
	const { id, name, type } = credential;
	return await api.call('POST', `/dynamic-node-parameters/${path}`, {
		path: 'parameters.any',
		nodeTypeAndVersion: { name: ACTION_NODE, version: 1 },
		currentNodeParameters: {},
		credentials: { [type]: { id, name } },
		...question,
	});
}
