/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync, writeFileSync } from 'node:fs';

import axios from 'axios';

import { waitFor } from '../../tools/waitFor';

import type { WorkflowNode } from '../../tools/n8n/n8nApi';
import { startStack, type Stack } from '../e2e/stack';
import type { Simulator } from '../../simulator';
import { peakMemory } from './runs';

/** A node of a measured workflow, without what all nodes have alike. */
export interface ChainNode {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	credentials?: WorkflowNode['credentials'];
	executeOnce?: boolean;
}

/** A workflow that runs when its address is called, and responds with the first item of its end. */
export interface Callable {
	call(body?: unknown): Promise<Record<string, unknown>>;
}

/** A workflow that was activated. */
export interface ActiveWorkflow {
	id: string;
	/** By which n8n knows its first node, if that is a webhook. */
	webhookId: string;
}

/** Starts an n8n for a case: by itself, with PostgreSQL and Redis, or otherwise. */
export type StartStack = () => Promise<Stack>;

/** The one n8n that cases share; started when the first one needs it. */
export class Workbench {
	private starting: Promise<Stack> | undefined;
	private workflows = 0;

	/** @param start how to start n8n where a case needs one of its own */
	constructor(private readonly start: StartStack = async () => await startPatient()) {}

	/** n8n with the package in it. */
	async stack(): Promise<Stack> {
		this.starting ??= this.start();
		return await this.starting;
	}

	/** A Terra credential for a simulator of the case's own. */
	async credential(simulator: Simulator): Promise<NonNullable<WorkflowNode['credentials']>> {
		const { api } = await this.stack();
		const { credentials, apiBaseUrl, widgetBaseUrl, pushes } = simulator;
		const { id, name } = await api.createCredential({
			name: apiBaseUrl,
			type: 'terraTeamsApi',
			data: {
				...credentials,
				apiBaseUrl,
				widgetBaseUrl,
				webhookSigningSecret: pushes.secret,
			},
		});
		return { terraTeamsApi: { id, name } };
	}

	/**
	 * Saves and activates a workflow that runs these nodes one after the other.
	 *
	 * @param chains more chains of the same workflow; a node that is in two of them is one
	 */
	async chain(
		nodes: ChainNode[],
		settings: Record<string, unknown> = {},
		...chains: ChainNode[][]
	): Promise<ActiveWorkflow> {
		const { api } = await this.stack();
		const all = [nodes, ...chains];
		const number = this.workflows++;
		const workflow = await api.createWorkflow({
			name: nodes.map(({ name }) => name).join(', '),
			nodes: [...new Set(all.flat())].map((node, index) => ({
				...node,
				id: `${number}-${index}`,
				position: [220 * index, 0],
				// n8n knows a webhook by this.
				webhookId: `${number}-${index}`,
			})),
			connections: Object.fromEntries(
				all.flatMap((chain) =>
					chain
						.slice(1)
						.map(({ name: node }, index) => [
							chain[index]?.name ?? '',
							{ main: [[{ node, type: 'main', index: 0 }]] },
						]),
				),
			),
			settings,
		});
		await api.activate(workflow.id);
		return { id: workflow.id, webhookId: `${number}-0` };
	}

	/**
	 * A workflow that runs these nodes when it is called. Of what they give only the last item goes
	 * on, and n8n keeps no data of the execution: neither side is to be measured by n8n's database.
	 */
	async callable(nodes: ChainNode[]): Promise<Callable> {
		const { n8n } = await this.stack();
		const path = `benchmark-${this.workflows}`;
		const parameters = { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} };
		await this.chain(
			[
				{ name: 'Call', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters },
				...nodes,
				{
					name: 'Last',
					type: 'n8n-nodes-base.limit',
					typeVersion: 1,
					parameters: { maxItems: 1, keep: 'lastItems' },
				},
			],
			{ saveDataSuccessExecution: 'none' },
		);
		const options = { proxy: false, validateStatus: () => true, maxBodyLength: Infinity } as const;
		// n8n says that a workflow is active some time before it serves it.
		const call = async (body: unknown = {}) =>
			await waitFor('the workflow to be active', async () => {
				const { data, status } = await axios.post<Record<string, unknown>>(
					`${n8n.url}/webhook/${path}`,
					body,
					options,
				);
				if (status === 200) return data;
				if (status === 404) return undefined;
				throw new Error(`n8n responded with ${status}: ${JSON.stringify(data)}`);
			});
		return { call };
	}

	/** Restarts n8n, which resets its memory use. */
	async restart(): Promise<void> {
		const stack = await this.stack();
		await stack.n8n.stop();
		await stack.startAgain();
		await stack.api.signIn(stack.owner);
	}

	/** The most resident memory that n8n has had since it was started or `forgetPeak` was called. */
	async peakMB(): Promise<number> {
		const { n8n } = await this.stack();
		return peakMemory(n8n.child.pid);
	}

	/** Lets the peak begin with what n8n has now. */
	async forgetPeak(): Promise<void> {
		const { n8n } = await this.stack();
		writeFileSync(`/proc/${n8n.child.pid}/clear_refs`, '5');
	}

	/** The CPU time that n8n has taken, in milliseconds. */
	async cpuMs(): Promise<number> {
		const { n8n } = await this.stack();
		const stat = readFileSync(`/proc/${n8n.child.pid}/stat`, 'utf8');
		const [user, system] = stat
			.slice(stat.lastIndexOf(')') + 2)
			.split(' ')
			.slice(11, 13);
		// Linux counts it in hundredths of a second.
		return (Number(user) + Number(system)) * 10;
	}

	async close(): Promise<void> {
		const stack = await this.starting;
		await stack?.close();
	}
}

/**
 * Starts n8n so that a workflow that takes long is not cut off, nor the data of the large case refused.
 *
 * @param env added to n8n's environment
 */
export async function startPatient(env: Record<string, string> = {}): Promise<Stack> {
	const patient = { N8N_RUNNERS_TASK_TIMEOUT: '600', N8N_PAYLOAD_SIZE_MAX: '64' };
	return await startStack({}, { ...patient, ...env });
}
