import { startSimulator } from '../../simulator';
import { figureOf, type Figure } from './figure';
import { splitOut, terraHeaders } from './nodes';
import { alternate, timeOf } from './runs';
import { seed } from './testData';
import type { Callable, ChainNode, Workbench } from './workbench';

const name = 'Update Many, 5,000 athletes, 20 ms a request, in n8n';
const athletes = 5000;
const rounds = 9;

/** Update Many beside an HTTP Request node that sends a PATCH for each item. */
export async function measureUpdateMany(workbench: Workbench): Promise<Figure[]> {
	const size = { coaches: 2, athletes, days: 1, testsPerDay: 0 };
	const simulator = await startSimulator({ seed, size, latencyMs: 20 });
	const credentials = await workbench.credential(simulator);
	const node = (parameters: Record<string, unknown>): ChainNode => ({
		name: 'Terra Teams',
		type: 'n8n-nodes-terra-teams.terraTeams',
		typeVersion: 1,
		parameters: { resource: 'athlete', operation: 'updateMany', ...parameters },
		credentials,
	});
	const items = splitOut('body.athletes');
	const ours = await workbench.callable([items, node({ mappingMode: 'autoMapInputData' })]);
	const withExpressions = await workbench.callable([
		items,
		node({
			athleteId: { __rl: true, mode: 'id', value: '={{ $json.athlete_id }}' },
			bulkUpdateFields: { referenceId: '={{ $json.reference_id }}' },
		}),
	]);
	const other = await workbench.callable([
		items,
		{
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'PATCH',
				url: `=${simulator.apiBaseUrl}/athletes/{{ $json.athlete_id }}`,
				...terraHeaders(simulator),
				sendBody: true,
				bodyParameters: {
					parameters: [{ name: 'reference_id', value: '={{ $json.reference_id }}' }],
				},
				options: {},
			},
		},
	]);
	let round = 0;
	const run = (workflow: Callable) => async () => {
		round++;
		simulator.clearRequests();
		const changes = simulator.dataset.athletes.map(({ athlete_id: id }, index) => ({
			athlete_id: id,
			reference_id: `${round}-${index}`,
		}));
		const ms = await timeOf(async () => await workflow.call({ athletes: changes }));
		const [last] = changes.slice(-1);
		if (simulator.dataset.athletes.at(-1)?.reference_id !== last?.reference_id) {
			throw new Error('The athletes were not updated');
		}
		return { ms, requests: simulator.requests.length };
	};
	await alternate(2, { ours: run(ours), other: run(other) });
	const expressions = await alternate(2, { ours: run(withExpressions), other: run(other) });
	const runs = await alternate(rounds, { ours: run(ours), other: run(other) });
	await simulator.close();
	return [
		figureOf(name, 'requests', runs.of('requests'), { ratio: 1 / 50 }),
		figureOf(name, 'time of the workflow, ms', runs.of('ms'), { ratio: 0.1 }),
		figureOf(name, 'the same with expressions, ms', expressions.of('ms')),
	];
}
