import { parse as parseFlatted } from 'flatted';
import { z } from 'zod';

import { isObject } from '../../../simulator/json';
import { runSql } from '../../e2e/database';
import { itemsOfTrigger } from '../../e2e/deliveries';

/** An execution in n8n's database that has ended, or that is all that n8n will keep of it. */
export interface EndedExecution {
	id: number;
	workflowId: string;
	status: string;
	/** What the trigger gave. */
	items: Record<string, unknown>[];
	/** Every error message in it, of the execution, of a node or of an item. */
	messages: string[];
	/** Everything that n8n keeps of it, as a text. */
	text: string;
}

const rowsSchema = z.array(
	z.object({ id: z.number(), workflowId: z.string(), status: z.string(), data: z.string() }),
);

/** Rows in one read; each may hold the items of a whole poll. */
const pageSize = 300;

const ended = new Set(['success', 'error', 'crashed', 'canceled']);

/**
 * Reads n8n's executions from its database, each once it has ended: so n8n need not run, its clock
 * need not be right, and reading takes nothing of its memory.
 */
export class Executions {
	private lastId = 0;
	/** Read before they had ended. */
	private open = new Set<number>();
	count = 0;

	constructor(private readonly userFolder: string) {}

	/**
	 * Those that have ended since the last call.
	 *
	 * @param isLast whether n8n will end no more of them, so that the others count as well
	 */
	async next(isLast = false): Promise<EndedExecution[]> {
		const found: EndedExecution[] = [];
		for (;;) {
			const rows = await this.readPage();
			for (const row of rows) {
				this.lastId = Math.max(this.lastId, row.id);
				if (!isLast && !ended.has(row.status)) {
					this.open.add(row.id);
					continue;
				}
				this.open.delete(row.id);
				found.push(readExecution(row));
			}
			if (rows.length < pageSize) break;
		}
		this.count += found.length;
		return found;
	}

	private async readPage() {
		const open = [...this.open].join(',');
		const rows = await runSql(
			{ userFolder: this.userFolder },
			`SELECT e.id, e.workflowId, e.status, coalesce(d.data, '[]') AS data
			FROM execution_entity e LEFT JOIN execution_data d ON d.executionId = e.id
			WHERE e.id > ? OR (e.id IN (${open}) AND e.status NOT IN ('new', 'running', 'waiting'))
			ORDER BY e.id LIMIT ${pageSize}`,
			[String(this.lastId)],
		);
		return rowsSchema.parse(rows);
	}
}

function readExecution({
	id,
	workflowId,
	status,
	data,
}: z.infer<typeof rowsSchema>[number]): EndedExecution {
	const parsed: unknown = data === '[]' ? {} : parseFlatted(data);
	const items = itemsOfTrigger(parsed);
	const messages = [...new Set(messagesOf(isObject(parsed) ? parsed.resultData : undefined))];
	return { id, workflowId, status, items, messages, text: data };
}

/** The message of everything that is called an error, at any depth. */
function messagesOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(messagesOf);
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, content]) => {
		if (name !== 'error') return messagesOf(content);
		if (typeof content === 'string') return [content];
		const message = isObject(content) ? content.message : undefined;
		return typeof message === 'string' ? [message] : [];
	});
}
