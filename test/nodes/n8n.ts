/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import 'reflect-metadata';

import { types } from 'node:util';

import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import {
	createEmptyRunExecutionData,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialTestFunctions,
	type INode,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IRun,
	type OnError,
} from 'n8n-workflow';

import {
	additionalData,
	loader,
	loadPackage,
	nodeTypeOf,
	type TestCredentials,
} from './loadedPackage';

/**
 * The action node's description as n8n has it once the package is loaded.
 *
 * @param again whether to load the package once more, as n8n does when a package is installed
 */
export async function loadDescription({ again = false } = {}): Promise<INodeTypeDescription> {
	const loaded = await loadPackage();
	const from = again ? new PackageDirectoryLoader(loaded.directory) : loaded;
	if (again) await from.loadAll();
	return NodeHelpers.getVersionedNodeType(from.getNode('terraTeams').type, 1).description;
}

/** A node that gives the items it was made with, in the place of whatever stands before ours. */
function itemSource(items: INodeExecutionData[]): INodeType {
	return {
		description: {
			displayName: 'Items',
			name: 'items',
			group: ['input'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute: async () => await Promise.resolve([items]),
	};
}

const nodeName = 'Terra Teams';

async function buildWorkflow(
	parameters: INodeParameters,
	credentials: TestCredentials,
	items: INodeExecutionData[],
	settings: { onError?: OnError; timezone?: string } = {},
): Promise<{ workflow: Workflow; node: INode }> {
	await loadPackage();
	const source = itemSource(items);
	const nodeTypes: INodeTypes = {
		getByName: nodeTypeOf,
		getByNameAndVersion: (name, version) =>
			name === 'test.items' ? source : nodeTypeOf(name, version),
		getKnownTypes: () => ({}),
	};
	const node: INode = {
		id: 'node',
		name: nodeName,
		type: 'n8n-nodes-terra-teams.terraTeams',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(
			Object.keys(credentials).map((type) => [type, { id: type, name: type }]),
		),
		...(settings.onError ? { onError: settings.onError } : {}),
	};
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Test',
		active: false,
		nodeTypes,
		settings: { timezone: settings.timezone ?? 'UTC' },
		nodes: [
			{
				id: 'items',
				name: 'Items',
				type: 'test.items',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			node,
		],
		connections: {
			Items: { main: [[{ node: nodeName, type: NodeConnectionTypes.Main, index: 0 }]] },
		},
	});
	return { workflow, node };
}

export type { TestCredentials };

/** What a run of the node gave. */
export interface NodeRun {
	items: INodeExecutionData[];
	/** What went to the error branch, where On Error is to continue with one. */
	errorItems: INodeExecutionData[];
	/** The error that stopped the workflow. */
	error?: Error;
	/** The hints beside the output. */
	hints: string[];
	/** The whole execution, as n8n would save it. */
	run: IRun;
}

/** How a run of the node differs from a plain one. */
export interface RunOptions {
	credentials: TestCredentials;
	/** JSON of the input items; one empty item if not given. */
	items?: object[];
	/** The node's setting On Error; `continueRegularOutput` is also called Continue On Fail. */
	onError?: OnError;
	/** The workflow's time zone; UTC if not given. */
	timezone?: string;
}

/**
 * Runs the action node of the built package with n8n-core's own executor: one workflow of a source
 * of items and the node.
 */
export async function runNode(parameters: INodeParameters, options: RunOptions): Promise<NodeRun> {
	const items = (options.items ?? [{}]).map((json) => ({ json: { ...json } }));
	const { workflow } = await buildWorkflow(parameters, options.credentials, items, options);
	const hooks = new ExecutionLifecycleHooks('manual', '1', {
		id: 'workflow',
		name: 'Test',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	});
	const execute = new WorkflowExecute(additionalData(options.credentials, { hooks }), 'manual');
	const run = await execute.run({ workflow, startNode: workflow.nodes.Items });
	const { runData, error } = run.data.resultData;
	const { data, hints = [] } = runData[nodeName]?.[0] ?? {};
	const [regular, failed] = data?.main ?? [];
	const messages = hints.map(({ message }) => message);
	return { items: regular ?? [], errorItems: failed ?? [], error, hints: messages, run };
}

/**
 * Fills a picker of the action node, as the editor does.
 *
 * @param method the name of a listSearch or loadOptions method
 * @param options.parameters what is in the fields beside the picker
 */
export async function fillPicker(
	method: string,
	options: { credentials: TestCredentials; parameters?: INodeParameters; filter?: string },
): Promise<INodePropertyOptions[] | INodeListSearchResult> {
	const { credentials, parameters = {}, filter } = options;
	const { workflow, node } = await buildWorkflow(parameters, credentials, []);
	const additional = additionalData(credentials, { currentNodeParameters: parameters });
	const context = new LoadOptionsContext(workflow, node, additional, '');
	const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type, 1) ?? {};
	const search = methods?.listSearch?.[method];
	if (search) return await search.call(context, filter);
	const load = methods?.loadOptions?.[method];
	if (!load) throw new Error(`The node has no method ${method}`);
	return await load.call(context);
}

/**
 * Tests a credential as n8n does when a user saves it: with the node's method where the node names
 * one (`testedBy`), otherwise by sending the request of the credential's class.
 */
export async function testCredential(
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const saved = { id: type, name: type, type, data };
	const { workflow, node } = await buildWorkflow({}, { [type]: data }, []);
	const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, 1);
	const { testedBy } = nodeType?.description.credentials?.find(({ name }) => name === type) ?? {};
	if (typeof testedBy === 'string') {
		const test = nodeType?.methods?.credentialTest?.[testedBy];
		if (!test) throw new Error(`The node has no method ${testedBy}`);
		return await test.call({ helpers: {} } as ICredentialTestFunctions, saved);
	}
	const { request, rules = [] } = loader.getCredential(type).type.test ?? {};
	if (!nodeType || !request) throw new Error(`Nothing tests the credential ${type}`);
	const requesting: INodeType = {
		description: {
			...nodeType.description,
			credentials: [{ name: type, required: true }],
			properties: [
				{ displayName: '', name: 'request', type: 'string', default: '', routing: { request } },
			],
		},
	};
	const requestNode = { ...node, parameters: { request: '' } };
	const inputs = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		workflow,
		requestNode,
		additionalData({ [type]: data }),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[{ json: {} }],
		inputs,
		{ node: requestNode, data: inputs, source: null },
		[],
	);
	try {
		const output = await new RoutingNode(context, requesting, saved).runNode();
		const body = new Map<string, unknown>(Object.entries(output?.[0]?.[0]?.json ?? {}));
		for (const rule of rules) {
			if (rule.type !== 'responseSuccessBody') continue;
			const { key, message } = rule.properties;
			const value: unknown = rule.properties.value;
			if (body.get(key) === value) return { status: 'Error', message };
		}
	} catch (error) {
		return { status: 'Error', message: types.isNativeError(error) ? error.message : String(error) };
	}
	return { status: 'OK', message: '' };
}
