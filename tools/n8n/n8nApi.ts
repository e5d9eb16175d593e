/* eslint-disable @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';

import axios from 'axios';
import type { AxiosInstance, Method } from 'axios';
import { z } from 'zod';

import { waitFor, type WaitOptions } from '../waitFor';
import {
	credentialSchema,
	executionListSchema,
	executionSchema,
	workflowListSchema,
	workflowSchema,
} from './n8nResponses';
import type { Execution, ExecutionSummary, SavedCredential, SavedWorkflow } from './n8nResponses';
import { messageOf } from './setupError';

export type * from './n8nResponses';

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

/** A workflow as n8n exports and imports it. */
export type WorkflowJson = Omit<SavedWorkflow, 'id' | 'active' | 'versionId'>;

/** A call of n8n's REST API that failed. */
export class N8nApiError extends Error {
	constructor(
		/** The HTTP status; 0 when there was no response. */
		readonly status: number,
		message: string,
	) {
		super(message);
		this.name = 'N8nApiError';
	}
}

const settingsSchema = z.object({
	userManagement: z.object({ showSetupOnFirstLoad: z.boolean().optional() }),
});
const credentialTestSchema = z.object({ status: z.string(), message: z.string().default('') });
const runStartedSchema = z.object({ executionId: z.string().optional() });
/** n8n wraps what it gives in `data`, and says in `message` why a call failed. */
const bodySchema = z
	.object({ data: z.unknown(), message: z.string().optional().catch(undefined) })
	.optional()
	.catch(undefined);

const ENDED = new Set(['success', 'error', 'crashed', 'canceled']);

/** Whether nothing more will happen in an execution. */
export function hasEnded(execution: Pick<ExecutionSummary, 'status'>): boolean {
	return ENDED.has(execution.status);
}

/**
 * Whether n8n has also kept how an execution went. n8n 1 on SQLite writes that it has ended and what
 * its nodes gave one after the other, so a response in between shows an end without any node.
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

	/** n8n sets one, at each sign-in. */
	private cookie = '';

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

	/**
	 * Signs in as the owner, whom a new n8n gets by that.
	 *
	 * @returns false when the password is another one by now
	 */
	async signIn(owner: Owner): Promise<boolean> {
		const { userManagement } = settingsSchema.parse(await this.call('GET', '/settings'));
		const { email, password } = owner;
		const login = { emailOrLdapLoginId: email, password };
		try {
			if (userManagement.showSetupOnFirstLoad) await this.call('POST', '/owner/setup', owner);
			else await this.call('POST', '/login', login);
			return true;
		} catch (error) {
			if (error instanceof N8nApiError && error.status === 401) return false;
			throw error;
		}
	}

	async listCredentials(): Promise<SavedCredential[]> {
		return z.array(credentialSchema).parse(await this.call('GET', '/credentials'));
	}

	async createCredential(credential: CredentialData): Promise<SavedCredential> {
		return credentialSchema.parse(await this.call('POST', '/credentials', credential));
	}

	/** Replaces everything in a credential. */
	async updateCredential(id: string, credential: CredentialData): Promise<void> {
		await this.call('PATCH', `/credentials/${id}`, credential);
	}

	/** What the editor's test of a credential says. */
	async testCredential(
		id: string,
		credential: CredentialData,
	): Promise<{ ok: boolean; message: string }> {
		const { status, message } = credentialTestSchema.parse(
			await this.call('POST', '/credentials/test', { credentials: { id, ...credential } }),
		);
		return { ok: status === 'OK', message };
	}

	/** All workflows, archived ones too, without their nodes. */
	async listWorkflows(): Promise<Array<Pick<SavedWorkflow, 'id' | 'name' | 'active'>>> {
		const query = { take: 250, skip: 0 };
		return workflowListSchema.parse(await this.call('GET', '/workflows', undefined, query));
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return workflowSchema.parse(await this.call('GET', `/workflows/${id}`));
	}

	async createWorkflow(workflow: WorkflowJson): Promise<SavedWorkflow> {
		const { name, nodes, connections, pinData } = workflow;
		// As the editor saves it. Without it, agents respond before their tools have run.
		const settings = { executionOrder: 'v1', ...workflow.settings };
		// n8n 1 insists on `active`.
		const body = { name, nodes, connections, settings, pinData: pinData ?? {}, active: false };
		return workflowSchema.parse(await this.call('POST', '/workflows', body));
	}

	/** Switches a workflow's triggers on; throws with n8n's reason when one of them refuses. */
	async activate(id: string): Promise<void> {
		await this.setActive(id, true);
	}

	async deactivate(id: string): Promise<void> {
		await this.setActive(id, false);
	}

	private async setActive(id: string, active: boolean): Promise<void> {
		const { versionId } = await this.workflow(id);
		const path = `/workflows/${id}`;
		try {
			await this.call('POST', `${path}/${active ? 'activate' : 'deactivate'}`, { versionId });
		} catch (error) {
			if (!(error instanceof N8nApiError && error.status === 404)) throw error;
			// n8n 1.x has no such endpoint: there the state is a field of the workflow.
			await this.call('PATCH', path, { active, versionId });
		}
	}

	/**
	 * Runs a workflow from its first trigger as "Execute workflow" does, and waits until it has
	 * ended, however it ends.
	 */
	async runWorkflow(
		id: string,
		{ timeoutMs = 120_000, signal }: WaitOptions = {},
	): Promise<Execution> {
		const executionId = await this.startWorkflow(id);
		let status = 'new';
		return await waitFor(
			() => `the result of execution ${executionId}, which is "${status}"`,
			async () => {
				const execution = await this.execution(executionId);
				status = execution.status;
				return hasEnded(execution) && hasResult(execution) && execution;
			},
			{ timeoutMs, everyMs: 150, signal },
		);
	}

	/** Starts a workflow from its first trigger; returns the id of the execution. */
	async startWorkflow(id: string): Promise<string> {
		const workflow = await this.workflow(id);
		const trigger = workflow.nodes.find((node) => /trigger$/i.test(node.type) && !node.disabled);
		if (trigger === undefined) throw new Error(`"${workflow.name}" has no trigger to run from`);
		const { executionId } = runStartedSchema.parse(
			await this.call('POST', `/workflows/${id}/run`, {
				// n8n 2 runs what it has saved and ignores this; n8n 1 runs this.
				workflowData: workflow,
				triggerToStartFrom: { name: trigger.name },
			}),
		);
		if (executionId !== undefined) return executionId;
		throw new Error(`"${workflow.name}" was not run: n8n waits for a webhook call`);
	}

	/** The newest executions first, of one workflow or of all, with any or one of some statuses. */
	async executions(
		options: { workflowId?: string; status?: string[]; limit?: number } = {},
	): Promise<ExecutionSummary[]> {
		const { limit = 20, ...wanted } = options;
		const filter = JSON.stringify(wanted);
		const response = await this.call('GET', '/executions', undefined, { limit, filter });
		return executionListSchema.parse(response).results;
	}

	/** One execution with what each node gave. */
	async execution(id: string): Promise<Execution> {
		return executionSchema.parse(await this.call('GET', `/executions/${id}`));
	}

	/** Any other call: `path` below `/rest`. Gives what n8n wraps in `data`. */
	async call(
		method: Method,
		path: string,
		data?: unknown,
		query?: Record<string, unknown>,
	): Promise<unknown> {
		const response = await this.http
			.request<unknown>({
				method,
				url: path,
				data,
				params: query,
				headers: { cookie: this.cookie },
			})
			.catch((error: unknown) => {
				// Not axios's own error: printed, it shows the body, which may hold a password.
				throw new N8nApiError(0, `n8n: ${messageOf(error)} (${method} ${path})`);
			});
		this.cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? this.cookie;
		const body = bodySchema.parse(response.data);
		if (response.status < 200 || response.status > 299) {
			const message = body?.message ?? `HTTP ${response.status}`;
			throw new N8nApiError(response.status, `n8n: ${message} (${method} ${path})`);
		}
		return body !== undefined && 'data' in body ? body.data : response.data;
	}
}
