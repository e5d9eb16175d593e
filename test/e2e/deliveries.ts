import type { N8nApi } from '../../tools/n8n/n8nApi';

/** An item that the trigger started an execution with. */
export interface Delivery {
	executionId: string;
	/** The execution's status; `crashed` where n8n was killed during it. */
	status: string;
	item: Record<string, unknown>;
}

const pageSize = 100;

/** Executions whose data does not change any more. */
const ended = new Set(['success', 'error', 'crashed']);

/**
 * Every item that the trigger of a workflow gave, in the order of the executions. Of an execution
 * during which n8n was killed, n8n has kept what it started with, and its user can retry it.
 *
 * @param skip how many executions to leave out, the oldest ones
 */
export async function deliveriesOf(api: N8nApi, workflowId: string, skip = 0): Promise<Delivery[]> {
	return await new Deliveries(api, workflowId).read(skip);
}

/** The items that the trigger of a workflow gave, asking n8n for each execution that ended once. */
export class Deliveries {
	private readonly known = new Map<string, Delivery[]>();

	constructor(
		private readonly api: N8nApi,
		private readonly workflowId: string,
	) {}

	/** See deliveriesOf. */
	async read(skip = 0): Promise<Delivery[]> {
		const executions = (await executionsOf(this.api, this.workflowId)).slice(skip);
		const deliveries: Delivery[] = [];
		for (const { id } of executions) deliveries.push(...(await this.readExecution(id)));
		return deliveries;
	}

	private async readExecution(executionId: string): Promise<Delivery[]> {
		const known = this.known.get(executionId);
		if (known) return known;
		const { status, data } = await this.api.execution(executionId);
		const items = itemsOfTrigger(data).map((item) => ({ executionId, status, item }));
		if (ended.has(status)) this.known.set(executionId, items);
		return items;
	}
}

/** All executions of a workflow, oldest first. */
export async function executionsOf(
	api: N8nApi,
	workflowId: string,
): Promise<{ id: string; status: string }[]> {
	const executions: { id: string; status: string }[] = [];
	const filter = JSON.stringify({ workflowId });
	let cursor: unknown;
	for (;;) {
		const query = { limit: pageSize, filter, cursor };
		const page = await api.call('GET', '/executions', undefined, query);
		const results = fieldOf(page, 'results');
		for (const entry of Array.isArray(results) ? results : []) {
			executions.push({
				id: String(fieldOf(entry, 'id')),
				status: String(fieldOf(entry, 'status')),
			});
		}
		cursor = fieldOf(page, 'nextCursor') ?? undefined;
		if (cursor === undefined) return executions.reverse();
	}
}

/** What the trigger gave in an execution, of whose data n8n keeps everything. */
export function itemsOfTrigger(data: unknown): Record<string, unknown>[] {
	const runs = fieldOf(fieldOf(fieldOf(data, 'resultData'), 'runData'), 'New');
	const ran = fieldOf(fieldOf(fieldOf(fieldOf(runs, 0), 'data'), 'main'), 0);
	const stack = fieldOf(fieldOf(data, 'executionData'), 'nodeExecutionStack');
	const begun = fieldOf(fieldOf(fieldOf(fieldOf(stack, 0), 'data'), 'main'), 0);
	const items = Array.isArray(ran) ? ran : begun;
	if (!Array.isArray(items)) return [];
	return items.map((entry) => fieldOf(entry, 'json')).filter(isObject);
}

function fieldOf(value: unknown, name: string | number): unknown {
	return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string | number, unknown> {
	return typeof value === 'object' && value !== null;
}
