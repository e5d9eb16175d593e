import type { JsonObject } from '../../nodes/TerraTeams/records/json';
import type { Execution } from '../../tools/n8n/n8nApi';
import { waitFor } from '../../tools/waitFor';
import { metricsOfTest } from '../properties/output/metricsWalk';
import { columnsFor, DataTable, type Column } from './dataTables';
import { startStack, type Stack } from './stack';
import { pollTimesEvery, secondsBetweenPolls } from './triggerWorkflow';

/** What a coach may want of each jump. */
const jumpColumns: Column[] = [
	{ name: 'dedupe_key', type: 'string' },
	{ name: 'timestamp', type: 'date' },
	{ name: 'athlete_name', type: 'string' },
	{ name: 'name', type: 'string' },
	{ name: 'jump_height_max_takeoff_concentric_both', type: 'number' },
];

interface Node {
	name: string;
	type: string;
	typeVersion?: number;
	parameters: Record<string, unknown>;
}

describe("n8n's own Data Tables", () => {
	let stack: Stack;
	let rows: Record<string, unknown>[];
	let tests: DataTable;

	/** A workflow whose first node gives its items to all others, or passes them on to the second. */
	async function createWorkflow(nodes: Node[], from: string): Promise<string> {
		const { id, name } = stack.credential;
		const start = nodes.findIndex((node) => node.name === from);
		const to = (node: Node) => ({ node: node.name, type: 'main', index: 0 });
		const workflow = await stack.api.createWorkflow({
			name: 'Into a Data Table',
			nodes: nodes.map((node, index) => ({
				typeVersion: 1,
				...node,
				id: `node-${index}`,
				position: [index * 220, 0],
				...(node.type.startsWith('n8n-nodes-terra-teams.') && {
					credentials: { terraTeamsApi: { id, name } },
				}),
			})),
			connections: {
				...(start > 0 && { Start: { main: [nodes.slice(start, start + 1).map(to)] } }),
				[from]: { main: [nodes.slice(start + 1).map(to)] },
			},
		});
		return workflow.id;
	}

	const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
	const getTests = {
		name: 'Get tests',
		type: 'n8n-nodes-terra-teams.terraTeams',
		parameters: {
			resource: 'test',
			operation: 'getAll',
			returnAll: true,
			output: 'rowPerRecord',
			includeAthlete: true,
		},
	};
	const into = (name: string, parameters: Record<string, unknown>): Node => ({
		name,
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1.1,
		parameters,
	});

	async function run(node: Node, ...following: Node[]): Promise<Execution> {
		const id = await createWorkflow([start, node, ...following], node.name);
		return await stack.api.runWorkflow(id);
	}

	function itemsOf({ nodeRuns }: Execution, { name }: Node): Record<string, unknown>[] {
		return nodeRuns.find(({ node }) => node === name)?.outputs[0] ?? [];
	}

	beforeAll(async () => {
		stack = await startStack();
		rows = itemsOf(await run(getTests), getTests);
		// With the columns that a trigger's rows have besides.
		const columns = columnsFor([{ event: null, dedupe_key: null, ...rows[0] }, ...rows]);
		tests = await DataTable.create(stack.api, 'Tests', columns);
	});

	afterAll(async () => {
		await stack?.close();
	});

	/** Expects a row to hold what the simulator knows of its test. */
	function expectSimulated(row: JsonObject): void {
		const { athletes, tests: testsByCoach } = stack.simulator.dataset;
		const found = [...testsByCoach].flatMap(([coachId, owned]) =>
			owned
				.filter(({ record }) => record.test_id === row.test_id)
				.map((test) => ({ coachId, ...test })),
		);
		expect(found).toHaveLength(1);
		const [{ coachId, athleteId, record }] = found as [(typeof found)[0]];
		const athlete = athletes.find(({ athlete_id: id }) => id === athleteId);
		expect(row).toMatchObject({
			timestamp: new Date(Math.floor(Number(record.timestamp_us) / 1000)).toISOString(),
			coach_id: coachId,
			display_name: record.display_name,
			athlete_id: athleteId ?? null,
			athlete_name: athlete ? nameOf(athlete) : null,
		});
		const metrics = metricsOfTest(JSON.parse(JSON.stringify(record)) as JsonObject);
		const sent = metrics.filter(({ place, value }) => value !== null && !place.includes('rep'));
		expect(metricsIn(row)).toEqual(sent.map(({ value }) => Number(value)).sort((a, b) => a - b));
	}

	/** The cells of a row's metrics, between the columns `reps` and `test_type`. */
	function metricsIn(row: JsonObject): number[] {
		const names = Object.keys(rows[0] ?? {});
		return names
			.slice(names.indexOf('reps') + 1, names.indexOf('test_type'))
			.filter((name) => !/^set_\d+_(weight|exercise|variations)$|_computed_/.test(name))
			.map((name) => row[name])
			.filter((cell) => cell !== null)
			.map(Number)
			.sort((a, b) => a - b);
	}

	/** How often the first coach was asked for tests, not counting the first `requests` requests. */
	function pollsSince(requests: number): number {
		const [first] = stack.simulator.dataset.coaches;
		const path = `/v2/teams/coaches/${first?.coach_id}/tests`;
		return stack.simulator.requests.slice(requests).filter((one) => one.path === path).length;
	}

	test('take every row of Get Many tests, cell by cell, where they have its columns', async () => {
		const execution = await run(getTests, into('Add', tests.insertParameters()));
		expect(execution.error).toBeUndefined();
		const stored = await tests.rows();
		expect(stored.length).toBeGreaterThan(50);
		expect(stored.map(({ test_id: id }) => id)).toEqual(rows.map(({ test_id: id }) => id));
		stored.forEach(expectSimulated);
	});

	test('name the column that they do not have, and then take nothing', async () => {
		const fixed = columnsFor(rows).filter(({ name }) => name !== 'notes');
		const table = await DataTable.create(stack.api, 'Without notes', fixed);
		const execution = await run(getTests, into('Add', table.insertParameters()));
		expect(execution.error).toContain("unknown column name 'notes'");
		expect(await table.rows()).toEqual([]);
	});

	test('take every metric of tests and activities in one table, whose columns never change', async () => {
		const startTime = new Date(Date.now() - 3 * 86_400_000).toISOString();
		const metricsOf = (resource: string): Node => ({
			...getTests,
			parameters: { ...getTests.parameters, resource, output: 'rowPerMetric', startTime },
		});
		const first = itemsOf(await run(metricsOf('test')), getTests);
		const table = await DataTable.create(stack.api, 'Metrics', columnsFor(first));
		const add = into('Add', table.insertParameters());
		let added = 0;
		for (const resource of ['test', 'activity']) {
			const execution = await run(metricsOf(resource), add);
			expect(execution.error).toBeUndefined();
			added += itemsOf(execution, getTests).length;
		}
		const stored = await table.rows();
		expect(stored).toHaveLength(added);
		expect(new Set(stored.map((row) => row.record_type))).toEqual(new Set(['test', 'activity']));
	});

	test('take the rows of the trigger, all columns or the ones that are mapped', async () => {
		const { admin, dataset } = stack.simulator;
		const jumps = await DataTable.create(stack.api, 'Jumps', jumpColumns);
		const before = (await tests.rows()).length;
		const trigger: Node = {
			name: 'New tests',
			type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
			parameters: {
				pollTimes: pollTimesEvery(secondsBetweenPolls),
				triggerOn: ['testCreated'],
				output: 'rowPerRecord',
			},
		};
		const workflowId = await createWorkflow(
			[
				trigger,
				into('Add', tests.insertParameters()),
				into('Add or update', jumps.upsertParameters(jumpColumns, 'dedupe_key')),
			],
			trigger.name,
		);
		const asked = stack.simulator.requests.length;
		await stack.api.activate(workflowId);
		// What exists at the first poll is not new; the second one shows that it has ended.
		await waitFor('the second poll', () => pollsSince(asked) >= 2, { timeoutMs: 120_000 });
		const nowUs = () => Date.now() * 1000;
		const added = dataset.coaches.map(({ coach_id: id }) =>
			admin.addTest(id, { timestamp_us: nowUs() }),
		);
		let found = 0;
		await waitFor(
			() => `${added.length} rows; there are ${found}`,
			async () => {
				found = (await jumps.rows()).length;
				return found >= added.length;
			},
			{ timeoutMs: 120_000 },
		);
		await stack.api.deactivate(workflowId);

		const arrived = (await tests.rows()).slice(before);
		const ids = added.map(({ test_id: id }) => id);
		expect(arrived.map(({ test_id: id }) => id).sort()).toEqual(ids.sort());
		arrived.forEach(expectSimulated);
		const stored = await jumps.rows();
		expect(stored).toHaveLength(added.length);
		for (const row of stored) {
			const whole = arrived.find(({ dedupe_key: key }) => key === row.dedupe_key);
			const mapped = Object.fromEntries(jumpColumns.map(({ name }) => [name, row[name]]));
			expect(whole).toMatchObject({ ...mapped, event: 'test.created' });
		}
	});
});

function nameOf(athlete: Record<string, unknown>): string {
	return [athlete.first_name, athlete.last_name].filter(Boolean).join(' ');
}
