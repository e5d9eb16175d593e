import type { N8nApi } from '../../demo/n8nApi';

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
 * during which n8n was killed, n8n has kept what it was begun with, and its user can retry it.
 */
export async function deliveriesOf(api: N8nApi, workflowId: string): Promise<Delivery[]> {
	const deliveries: Delivery[] = [];
	for (const executionId of await executionsOf(api, workflowId)) {
		const { status, data } = await api.execution(executionId);
		for (const item of itemsOfTrigger(data)) deliveries.push({ executionId, status, item });
	}
	return deliveries;
}

/** The ids of all executions, oldest first. */
async function executionsOf(api: N8nApi, workflowId: string): Promise<string[]> {
	const ids: string[] = [];
	const filter = JSON.stringify({ workflowId });
	for (;;) {
		const query = { limit: pageSize, filter, lastId: ids.at(-1) };
		const page = fieldOf(await api.call('GET', '/executions', undefined, query), 'results');
		const found = Array.isArray(page) ? page.map((entry) => String(fieldOf(entry, 'id'))) : [];
		ids.push(...found);
		if (found.length < pageSize) return ids.reverse();
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
