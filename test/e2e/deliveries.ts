import type { N8nApi } from '../../tools/n8n/n8nApi';

/** An item that the trigger started an execution with. */
export interface Delivery {
	executionId: string;
	/** The execution's status; `crashed` where n8n was killed during it. */
	status: string;
	item: Record<string, unknown>;
}

const pageSize = 100;

/**
 * Every item that the trigger of a workflow gave, in the order of the executions. Of an execution
 * during which n8n was killed, n8n has kept what it started with, and its user can retry it.
 *
 * @param skip how many executions to leave out, the oldest ones
 */
export async function deliveriesOf(api: N8nApi, workflowId: string, skip = 0): Promise<Delivery[]> {
	const deliveries: Delivery[] = [];
	for (const { id: executionId } of (await executionsOf(api, workflowId)).slice(skip)) {
		const { status, data } = await api.execution(executionId);
		for (const item of itemsOfTrigger(data)) deliveries.push({ executionId, status, item });
	}
	return deliveries;
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

function itemsOfTrigger(data: unknown): Record<string, unknown>[] {
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
