/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import 'reflect-metadata';

import {
	Credentials,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import {
	ICredentialsHelper,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IRun,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { resolve } from 'node:path';

/** The package in dist/, loaded as n8n loads it. */
const loader = new PackageDirectoryLoader(resolve(__dirname, '../..'));

/** Credentials by type name, as a user saved them. */
export type TestCredentials = Record<string, ICredentialDataDecryptedObject>;

/** Gives saved credentials, and authenticates as the credential's class says. */
class TestCredentialsHelper extends ICredentialsHelper {
	constructor(private readonly saved: TestCredentials) {
		super();
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = loader.getCredential(typeName).type;
		const headers: Record<string, unknown> = { ...options.headers };
		if (typeof authenticate === 'object') {
			for (const [name, expression] of Object.entries(authenticate.properties.headers ?? {})) {
				const field = /^=\{\{\$credentials\.(\w+)\}\}$/.exec(String(expression))?.[1];
				headers[name] = field ? credentials[field] : expression;
			}
		}
		return { url: '', ...options, headers } as IHttpRequestOptions;
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(_: unknown, type: string): Promise<ICredentials> {
		return new Credentials({ id: type, name: type }, type, '');
	}

	async getDecrypted(_: unknown, __: unknown, type: string) {
		const saved = this.saved[type];
		if (!saved) throw new Error(`No credential of type ${type}`);
		return saved;
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}

	getCredentialsProperties() {
		return [];
	}
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

function additionalData(
	credentials: TestCredentials,
	hooks?: ExecutionLifecycleHooks,
): IWorkflowExecuteAdditionalData {
	const base = 'http://localhost';
	return {
		credentialsHelper: new TestCredentialsHelper(credentials),
		hooks,
		currentNodeExecutionIndex: 0,
		restApiUrl: base,
		instanceBaseUrl: base,
		formBaseUrl: base,
		formWaitingBaseUrl: base,
		formTestBaseUrl: base,
		webhookBaseUrl: base,
		webhookWaitingBaseUrl: base,
		webhookTestBaseUrl: base,
		variables: {},
		executionId: '1',
		setExecutionStatus() {},
		sendDataToUI() {},
		logAiEvent() {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

const nodeName = 'Terra Teams';

async function buildWorkflow(
	parameters: INodeParameters,
	credentials: TestCredentials,
	items: INodeExecutionData[],
	settings: { continueOnFail?: boolean; timezone?: string },
): Promise<{ workflow: Workflow; node: INode }> {
	if (Object.keys(loader.known.nodes).length === 0) await loader.loadAll();
	const source = itemSource(items);
	const nodeTypes: INodeTypes = {
		getByName: (name) => loader.getNode(name.split('.').pop() ?? '').type,
		getByNameAndVersion: (name, version) =>
			name === 'test.items'
				? source
				: NodeHelpers.getVersionedNodeType(
						loader.getNode(name.split('.').pop() ?? '').type,
						version,
					),
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
		...(settings.continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
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

/** What a run of the node gave. */
export interface NodeRun {
	items: INodeExecutionData[];
	/** The error that stopped the workflow. */
	error?: Error;
	/** The whole execution, as n8n would save it. */
	run: IRun;
}

/**
 * Runs the action node of the built package with n8n-core's own executor: one workflow of a source
 * of items and the node.
 *
 * @param options.items JSON of the input items; one empty item if not given
 */
export async function runNode(
	parameters: INodeParameters,
	options: {
		credentials: TestCredentials;
		items?: object[];
		continueOnFail?: boolean;
		timezone?: string;
	},
): Promise<NodeRun> {
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
	const execute = new WorkflowExecute(additionalData(options.credentials, hooks), 'manual');
	const run = await execute.run({ workflow, startNode: workflow.nodes.Items });
	const { runData, error } = run.data.resultData;
	return { items: runData[nodeName]?.[0]?.data?.main?.[0] ?? [], error, run };
}

/**
 * Fills a picker of the action node, as the editor does.
 *
 * @param method the name of a listSearch or loadOptions method
 */
export async function fillPicker(
	method: string,
	options: { credentials: TestCredentials; parameters?: INodeParameters; filter?: string },
): Promise<INodePropertyOptions[] | INodeListSearchResult> {
	const parameters = options.parameters ?? {};
	const { workflow, node } = await buildWorkflow(parameters, options.credentials, [], {});
	const context = new LoadOptionsContext(
		workflow,
		node,
		additionalData({ ...options.credentials }),
		'',
	);
	const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type, 1) ?? {};
	const search = methods?.listSearch?.[method];
	if (search) return await search.call(context, options.filter);
	const load = methods?.loadOptions?.[method];
	if (!load) throw new Error(`The node has no method ${method}`);
	return await load.call(context);
}
