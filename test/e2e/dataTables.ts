import { isJsonObject, type Json, type JsonObject } from '../../nodes/TerraTeams/records/json';
import type { N8nApi } from '../../tools/n8n/n8nApi';

/** A column of one of n8n's Data Tables. */
export interface Column {
	name: string;
	type: 'boolean' | 'date' | 'number' | 'string';
}

/** The most that n8n gives at once. */
const pageSize = 250;

/** One of n8n's Data Tables, made over the API that its editor uses. */
export class DataTable {
	private constructor(
		private readonly api: N8nApi,
		readonly id: string,
		/** Where it stands, below the address of n8n. */
		readonly path: string,
	) {}

	static async create(api: N8nApi, name: string, columns: readonly Column[]): Promise<DataTable> {
		const project = textOf(await api.call('GET', '/projects/personal'), 'id');
		const table = await api.call('POST', `/projects/${project}/data-tables`, { name, columns });
		const id = textOf(table, 'id');
		return new DataTable(api, id, `/projects/${project}/datatables/${id}`);
	}

	/** What it holds, in the order in which it came. */
	async rows(): Promise<JsonObject[]> {
		const rows: JsonObject[] = [];
		for (;;) {
			const path = this.path.replace('datatables', 'data-tables');
			const query = { take: pageSize, skip: rows.length, sortBy: 'id:asc' };
			const page = fieldOf(await this.api.call('GET', `${path}/rows`, undefined, query), 'data');
			const found = Array.isArray(page) ? page.filter(isJsonObject) : [];
			rows.push(...found);
			if (found.length < pageSize) return rows;
		}
	}

	/**
	 * The parameters of a node that adds each item as a row, column by column of the same name.
	 */
	insertParameters(): Record<string, unknown> {
		return {
			resource: 'row',
			operation: 'insert',
			dataTableId: { __rl: true, mode: 'id', value: this.id },
			columns: { mappingMode: 'autoMapInputData', value: null },
		};
	}

	/**
	 * The parameters of a node that writes some columns of each item: into the row with the same value
	 * in one of them, into a new one where there is none.
	 */
	upsertParameters(columns: readonly Column[], key: string): Record<string, unknown> {
		const expressionOf = (name: string) => `={{ $json.${name} }}`;
		return {
			resource: 'row',
			operation: 'upsert',
			dataTableId: { __rl: true, mode: 'id', value: this.id },
			matchType: 'allConditions',
			filters: { conditions: [{ keyName: key, condition: 'eq', keyValue: expressionOf(key) }] },
			columns: {
				mappingMode: 'defineBelow',
				value: Object.fromEntries(columns.map(({ name }) => [name, expressionOf(name)])),
				schema: columns.map(({ name, type }) => ({
					id: name,
					displayName: name,
					type: type === 'date' ? 'dateTime' : type,
					required: false,
					defaultMatch: false,
					display: true,
					canBeUsedToMatch: true,
				})),
			},
		};
	}
}

/** The columns that rows need; times become dates. */
export function columnsFor(rows: readonly Record<string, unknown>[]): Column[] {
	return Object.keys(rows[0] ?? {}).map((name) => {
		const value = rows.map((row) => row[name]).find((cell) => cell !== null);
		if (name === 'timestamp') return { name, type: 'date' };
		return { name, type: typeof value === 'number' ? 'number' : 'string' };
	});
}

function fieldOf(value: unknown, name: string): Json | undefined {
	const object = value as Json | undefined;
	return isJsonObject(object) ? object[name] : undefined;
}

function textOf(value: unknown, name: string): string {
	const text = fieldOf(value, name);
	if (typeof text === 'string') return text;
	throw new Error(`n8n gave no ${name}`);
}
