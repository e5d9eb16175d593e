import 'reflect-metadata';

import { Container } from '@n8n/di';
import { PollContext, PollTriggerExecutor, TriggersAndPollers } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
} from 'n8n-workflow';

import { additionalData, loadPackage, nodeTypeOf, type TestCredentials } from '../loadedPackage';

const nodeTypes: INodeTypes = {
	getByName: nodeTypeOf,
	getByNameAndVersion: nodeTypeOf,
	getKnownTypes: () => ({}),
};

export interface TriggerOptions {
	credentials: TestCredentials;
	parameters?: INodeParameters;
	workflowId?: string;
	nodeName?: string;
	nodeId?: string;
	/** What n8n's database has for the workflow. */
	staticData?: IDataObject;
	/** What n8n saves together with an execution, with durable cursors. */
	cursor?: IDataObject;
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
		const { budgetMs, credentials, cursor } = options;
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
			cursor && (() => cursor),
			budgetMs === undefined || budgetMs === 'unknown' ? undefined : () => budgetMs,
		);
		if (budgetMs === 'unknown') Reflect.deleteProperty(this.context, 'getPollBudgetMs');
	}

	/** The workflow, not polled yet. */
	static async load(options: TriggerOptions): Promise<ActiveTrigger> {
		await loadPackage();
		const node: INode = {
			id: options.nodeId ?? 'node',
			name: options.nodeName ?? 'Terra Teams Trigger',
			type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
			typeVersion: 1,
			position: [0, 0],
			// The records as Terra sends them, unless a test is about their form.
			parameters: { output: 'raw', ...options.parameters },
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
