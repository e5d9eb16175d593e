/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import 'reflect-metadata';

import type * as di from '@n8n/di';
import {
	Credentials,
	PackageDirectoryLoader,
	PollContext,
	PollTriggerExecutor,
	TriggersAndPollers,
} from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

import type { TestCredentials } from '../n8n';

process.env.N8N_LOG_LEVEL ??= 'silent';

/** n8n-core's own, of which there may be several versions here. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as typeof di;

/** The package in dist/, loaded as n8n loads it. */
const loader = new PackageDirectoryLoader(resolve(__dirname, '../../..'));
let loading: Promise<void> | undefined;

/** Gives saved credentials, and adds their headers as the credential's class says. */
class SavedCredentials extends ICredentialsHelper {
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
		const wanted = typeof authenticate === 'object' ? authenticate.properties.headers : {};
		const headers: Record<string, unknown> = { ...options.headers };
		for (const [name, expression] of Object.entries(wanted ?? {})) {
			const field = /^=\{\{\$credentials\.(\w+)\}\}$/.exec(
				typeof expression === 'string' ? expression : '',
			)?.[1];
			headers[name] = field ? credentials[field] : expression;
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

function additionalData(credentials: TestCredentials): IWorkflowExecuteAdditionalData {
	const base = 'http://localhost';
	return {
		credentialsHelper: new SavedCredentials(credentials),
		currentNodeExecutionIndex: 0,
		restApiUrl: base,
		instanceBaseUrl: base,
		formWaitingBaseUrl: base,
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

const nodeTypes: INodeTypes = {
	getByName: () => loader.getNode('terraTeamsTrigger').type,
	getByNameAndVersion: (_, version) =>
		NodeHelpers.getVersionedNodeType(loader.getNode('terraTeamsTrigger').type, version),
	getKnownTypes: () => ({}),
};

export interface TriggerOptions {
	credentials: TestCredentials;
	parameters?: INodeParameters;
	workflowId?: string;
	nodeName?: string;
	/** What n8n's database has for the workflow. */
	staticData?: IDataObject;
	/** What n8n says about how long a poll may take; nothing as in old versions of n8n. */
	budgetMs?: number | 'unknown';
}

let workflows = 0;

/**
 * An active workflow with the trigger, polled by n8n-core's own executor: the polls of one object
 * share a workflow in memory, as n8n's usual engine has it.
 */
export class ActiveTrigger {
	/** The errors of polls, each a failed execution in n8n. */
	readonly failures: Error[] = [];
	private readonly emitted: INodeExecutionData[] = [];
	private readonly context: PollContext;

	private constructor(
		readonly workflow: Workflow,
		private readonly node: INode,
		private readonly options: TriggerOptions,
	) {
		const { budgetMs, credentials } = options;
		this.context = new PollContext(
			workflow,
			node,
			additionalData(credentials),
			'trigger',
			'activate',
			(data) => this.emitted.push(...(data[0] ?? [])),
			(error) => this.failures.push(error),
			undefined,
			undefined,
			undefined,
			budgetMs === undefined || budgetMs === 'unknown' ? undefined : () => budgetMs,
		);
		if (budgetMs === 'unknown') Reflect.deleteProperty(this.context, 'getPollBudgetMs');
	}

	/** The workflow, not polled yet. */
	static async load(options: TriggerOptions): Promise<ActiveTrigger> {
		loading ??= loader.loadAll();
		await loading;
		const node: INode = {
			id: 'node',
			name: options.nodeName ?? 'Terra Teams Trigger',
			type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: options.parameters ?? {},
			credentials: { terraTeamsApi: { id: 'terraTeamsApi', name: 'terraTeamsApi' } },
		};
		const workflow = new Workflow({
			id: options.workflowId ?? `workflow-${++workflows}`,
			name: 'Test',
			active: true,
			nodeTypes,
			settings: { timezone: 'UTC' },
			nodes: [node],
			connections: {},
			staticData: options.staticData,
		});
		return new ActiveTrigger(workflow, node, options);
	}

	/** Activates: a poll that throws keeps the workflow from becoming active. */
	async activate(): Promise<INodeExecutionData[]> {
		return await this.run(true);
	}

	/** One poll of the schedule. */
	async tick(): Promise<INodeExecutionData[]> {
		return await this.run(false);
	}

	/** What the node's function returns by itself. */
	async poll(): Promise<INodeExecutionData[][] | null> {
		const pollers = Container.get(TriggersAndPollers);
		return await pollers.runPollFunction(this.workflow, this.node, this.context);
	}

	/** A click on the node's button for a test event. */
	async test(): Promise<INodeExecutionData[][] | null> {
		const { workflow, node } = this;
		const data = additionalData(this.options.credentials);
		const context = new PollContext(workflow, node, data, 'manual', 'manual');
		return await Container.get(TriggersAndPollers).runPollFunction(workflow, node, context);
	}

	/** What n8n would write to its database. */
	get staticData(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject;
	}

	/** Whether n8n notices that there is something to write, since the last time it was asked. */
	takeChanged(): boolean {
		const { staticData } = this.workflow;
		const hasChanged = staticData.__dataChanged === true;
		staticData.__dataChanged = false;
		return hasChanged;
	}

	private async run(isActivation: boolean): Promise<INodeExecutionData[]> {
		const executor = Container.get(PollTriggerExecutor);
		await executor.create(this.workflow, this.node, this.context, () => true)(isActivation);
		return this.emitted.splice(0);
	}
}
