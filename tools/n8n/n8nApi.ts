/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';
import type { AxiosInstance, Method } from 'axios';
import { parse as parseFlatted } from 'flatted';

import { messageOf } from './setupError';

/** The first account of an n8n, which owns it. */
export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** What has to be given to make a credential. */
export interface CredentialData {
	name: string;
	type: string;
	data: Readonly<Record<string, unknown>>;
}

export interface SavedCredential {
	id: string;
	name: string;
	type: string;
}

/** A node as it stands in a workflow's JSON; only what is looked at here has a type. */
export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	disabled?: boolean;
	[key: string]: unknown;
}

/** A workflow as n8n exports and imports it. */
export interface WorkflowJson {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	/** What a node gives in a manual run without being run, by the node's name. */
	pinData?: Record<string, unknown>;
}

export interface SavedWorkflow extends WorkflowJson {
	id: string;
	active: boolean;
	/** Absent in n8n 1.x before it had versions. */
	versionId: string | undefined;
}

/** An execution as the list shows it. */
export interface ExecutionSummary {
	id: string;
	workflowId: string;
	workflowName: string;
	/** `new`, `running`, `waiting`, or one of those that hasEnded() knows. */
	status: string;
	/** How it was started: `manual`, `trigger`, `webhook`, ... */
	mode: string;
	startedAt: Date | undefined;
	stoppedAt: Date | undefined;
}

/** One run of one node within an execution. */
export interface NodeRun {
	node: string;
	/** The `json` of each item, for each of the node's outputs. */
	outputs: Array<Array<Record<string, unknown>>>;
	error: string | undefined;
	durationMs: number;
}

export interface Execution extends ExecutionSummary {
	/** In the order in which the nodes ran. */
	nodeRuns: NodeRun[];
	lastNode: string | undefined;
	/** Why it failed, in n8n's words. */
	error: string | undefined;
	/** Everything n8n has kept of it, decoded, for what is not picked out above. */
	data: unknown;
}

export interface CredentialTest {
	ok: boolean;
	message: string;
}

/** A call of n8n's REST API that has no success for an answer. */
export class N8nApiError extends Error {
	constructor(
		/** The HTTP status; 0 when there was no answer. */
		readonly status: number,
		message: string,
	) {
		super(message);
		this.name = 'N8nApiError';
	}
}

const ENDED = new Set(['success', 'error', 'crashed', 'canceled']);
const RUN_POLL_MS = 150;

/** Whether nothing more will happen in an execution. */
export function hasEnded(execution: Pick<ExecutionSummary, 'status'>): boolean {
	return ENDED.has(execution.status);
}

/**
 * Whether n8n has also kept how an execution went. n8n 1 on SQLite writes that it has ended and what
 * its nodes gave one after the other, so who asks in between is told of an end without any node.
 */
function hasResult({ status, lastNode, error }: Execution): boolean {
	const stopped = status === 'crashed' || status === 'canceled';
	return stopped || lastNode !== undefined || error !== undefined;
}

/**
 * Drives n8n as its editor does, over the REST API that the editor uses: it holds the session
 * cookie and a browser id, so one object is one signed-in browser.
 */
export class N8nApi {
	private readonly http: AxiosInstance;

	private readonly cookies = new Map<string, string>();

	/** `url` without a slash at its end, e.g. `http://127.0.0.1:5678`. */
	constructor(readonly url: string) {
		this.http = axios.create({
			baseURL: `${url}/rest`,
			headers: { 'browser-id': randomUUID() },
			// A proxy of the environment is not for 127.0.0.1.
			proxy: false,
			timeout: 60_000,
			validateStatus: () => true,
		});
	}

	/** Whether this n8n has no owner yet. */
	async needsOwner(): Promise<boolean> {
		const settings = record(await this.call('GET', '/settings'));
		return record(settings.userManagement).showSetupOnFirstLoad === true;
	}

	/** Creates the owner of a new n8n, and signs in. */
	async setupOwner(owner: Owner): Promise<void> {
		await this.call('POST', '/owner/setup', owner);
	}

	/** Signs in. */
	async login(owner: Pick<Owner, 'email' | 'password'>): Promise<void> {
		const { email, password } = owner;
		await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	async listCredentials(): Promise<SavedCredential[]> {
		return list(await this.call('GET', '/credentials')).map(toCredential);
	}

	async createCredential(credential: CredentialData): Promise<SavedCredential> {
		return toCredential(await this.call('POST', '/credentials', credential));
	}

	/** Replaces everything in a credential. */
	async updateCredential(id: string, credential: CredentialData): Promise<void> {
		await this.call('PATCH', `/credentials/${id}`, credential);
	}

	/** What the editor's test of a credential says. */
	async testCredential(id: string, credential: CredentialData): Promise<CredentialTest> {
		const answer = record(
			await this.call('POST', '/credentials/test', { credentials: { id, ...credential } }),
		);
		return { ok: answer.status === 'OK', message: text(answer.message) };
	}

	/** All workflows, archived ones too, without their nodes. */
	async listWorkflows(): Promise<Array<{ id: string; name: string; active: boolean }>> {
		const query = { take: 250, skip: 0 };
		return list(await this.call('GET', '/workflows', undefined, query)).map((value) => {
			const { id, name, active } = record(value);
			return { id: text(id), name: text(name), active: active === true };
		});
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return toWorkflow(await this.call('GET', `/workflows/${id}`));
	}

	async createWorkflow(workflow: WorkflowJson): Promise<SavedWorkflow> {
		const { name, nodes, connections, pinData = {} } = workflow;
		// As the editor saves it. Without it, agents answer before their tools have run.
		const settings = { executionOrder: 'v1', ...workflow.settings };
		// n8n 1 insists on `active`.
		const body = { name, nodes, connections, settings, pinData, active: false };
		return toWorkflow(await this.call('POST', '/workflows', body));
	}

	/** Switches a workflow's triggers on; throws with n8n's reason when one of them refuses. */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		try {
			await this.call('POST', `/workflows/${id}/activate`, { versionId });
		} catch (error) {
			await this.setActiveAsN8n1(id, true, error);
		}
	}

	async deactivate(id: string): Promise<void> {
		try {
			await this.call('POST', `/workflows/${id}/deactivate`, {});
		} catch (error) {
			await this.setActiveAsN8n1(id, false, error);
		}
	}

	/** n8n 1.x has no such endpoint: there the state is a field of the workflow. */
	private async setActiveAsN8n1(id: string, active: boolean, reason: unknown): Promise<void> {
		if (!(reason instanceof N8nApiError && reason.status === 404)) throw reason;
		const { versionId } = await this.workflow(id);
		await this.call('PATCH', `/workflows/${id}`, { active, versionId });
	}

	/**
	 * Runs a workflow from its first trigger as "Execute workflow" does, and waits until it has
	 * ended, however it ends.
	 */
	async runWorkflow(
		id: string,
		options: { timeoutMs?: number; signal?: AbortSignal } = {},
	): Promise<Execution> {
		const executionId = await this.startWorkflow(id);
		const deadline = Date.now() + (options.timeoutMs ?? 120_000);
		for (;;) {
			const execution = await this.execution(executionId);
			if (hasEnded(execution) && hasResult(execution)) return execution;
			if (Date.now() > deadline) {
				throw new Error(`Execution ${executionId} is still ${execution.status}, or has no result`);
			}
			await sleep(RUN_POLL_MS, undefined, { signal: options.signal });
		}
	}

	/** Starts a workflow from its first trigger; returns the id of the execution. */
	async startWorkflow(id: string): Promise<string> {
		const workflow = await this.workflow(id);
		const trigger = workflow.nodes.find((node) => /trigger$/i.test(node.type) && !node.disabled);
		if (trigger === undefined) throw new Error(`"${workflow.name}" has no trigger to run from`);
		const answer = record(
			await this.call('POST', `/workflows/${id}/run`, {
				// n8n 2 runs what it has saved and ignores this; n8n 1 runs this.
				workflowData: workflow,
				triggerToStartFrom: { name: trigger.name },
			}),
		);
		if (typeof answer.executionId !== 'string') {
			throw new Error(`"${workflow.name}" was not run: n8n waits for a webhook call`);
		}
		return answer.executionId;
	}

	/** The newest executions first, of one workflow or of all, with any or one of some statuses. */
	async executions(
		options: { workflowId?: string; status?: string[]; limit?: number } = {},
	): Promise<ExecutionSummary[]> {
		const { limit = 20, ...wanted } = options;
		const filter = JSON.stringify(wanted);
		const answer = record(await this.call('GET', '/executions', undefined, { limit, filter }));
		return list(answer.results).map(toSummary);
	}

	/** One execution with what each node gave. */
	async execution(id: string): Promise<Execution> {
		const answer = record(await this.call('GET', `/executions/${id}`));
		const data = typeof answer.data === 'string' ? parseFlatted(answer.data) : answer.data;
		const resultData = record(record(data).resultData);
		return {
			...toSummary({ workflowName: record(answer.workflowData).name, ...answer }),
			nodeRuns: toNodeRuns(resultData.runData),
			lastNode: optionalText(resultData.lastNodeExecuted),
			error: errorText(resultData.error),
			data,
		};
	}

	/** Any other call: `path` below `/rest`. Gives what n8n wraps in `data`. */
	async call(
		method: Method,
		path: string,
		body?: unknown,
		query?: Record<string, unknown>,
	): Promise<unknown> {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const response = await this.http
			.request<unknown>({
				method,
				url: path,
				data: body,
				params: query,
				headers: cookie === '' ? {} : { cookie },
			})
			.catch((error: unknown) => {
				// Not axios's own error: printed, it shows the body, which may hold a password.
				throw new N8nApiError(0, `n8n: ${messageOf(error)} (${method} ${path})`);
			});
		for (const line of response.headers['set-cookie'] ?? []) this.keepCookie(line);
		const answer = response.data;
		if (response.status < 200 || response.status > 299) {
			const message = optionalText(record(answer).message) ?? `HTTP ${response.status}`;
			throw new N8nApiError(response.status, `n8n: ${message} (${method} ${path})`);
		}
		return isRecord(answer) && 'data' in answer ? answer.data : answer;
	}

	private keepCookie(line: string): void {
		const [pair = ''] = line.split(';');
		const equals = pair.indexOf('=');
		if (equals > 0) this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
	}
}

function toCredential(value: unknown): SavedCredential {
	const { id, name, type } = record(value);
	return { id: text(id), name: text(name), type: text(type) };
}

function toWorkflow(value: unknown): SavedWorkflow {
	const saved = record(value);
	return {
		id: text(saved.id),
		name: text(saved.name),
		active: saved.active === true,
		versionId: optionalText(saved.versionId),
		nodes: list(saved.nodes).map(toNode),
		connections: record(saved.connections),
		settings: record(saved.settings),
		pinData: record(saved.pinData),
	};
}

function toNode(value: unknown): WorkflowNode {
	const node = record(value);
	return {
		...node,
		name: text(node.name),
		type: text(node.type),
		parameters: record(node.parameters),
		credentials: isRecord(node.credentials) ? toNodeCredentials(node.credentials) : undefined,
		disabled: node.disabled === true,
	};
}

function toNodeCredentials(value: Record<string, unknown>): WorkflowNode['credentials'] {
	return Object.fromEntries(
		Object.entries(value).map(([type, credential]) => {
			const { id, name } = record(credential);
			return [type, { id: text(id), name: text(name) }];
		}),
	);
}

function toSummary(value: unknown): ExecutionSummary {
	const summary = record(value);
	return {
		id: text(summary.id),
		workflowId: text(summary.workflowId),
		workflowName: text(summary.workflowName),
		status: text(summary.status),
		mode: text(summary.mode),
		startedAt: optionalDate(summary.startedAt),
		stoppedAt: optionalDate(summary.stoppedAt),
	};
}

function toNodeRuns(runData: unknown): NodeRun[] {
	const runs: Array<{ order: number; run: NodeRun }> = [];
	for (const [node, value] of Object.entries(record(runData))) {
		for (const run of list(value).map(record)) {
			runs.push({
				order: number(run.executionIndex),
				run: {
					node,
					outputs: list(record(run.data).main).map((items) =>
						list(items).map((item) => record(record(item).json)),
					),
					error: errorText(run.error),
					durationMs: number(run.executionTime),
				},
			});
		}
	}
	return runs.sort((a, b) => a.order - b.order).map(({ run }) => run);
}

/** n8n's message, and the description below it, which often holds what the server said. */
function errorText(value: unknown): string | undefined {
	if (!isRecord(value)) return undefined;
	const parts = [optionalText(value.message), optionalText(value.description)];
	const distinct = [...new Set(parts.filter((part) => part !== undefined && part !== ''))];
	return distinct.length === 0 ? 'unknown' : distinct.join(' -- ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function record(value: unknown): Record<string, unknown> {
	return isRecord(value) ? value : {};
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function optionalText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number {
	return typeof value === 'number' ? value : 0;
}

function optionalDate(value: unknown): Date | undefined {
	return typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined;
}
