import type { Simulator } from '../../simulator';
import type { ChainNode } from './workbench';

/** What the nodes of a measured workflow ask: the tests of a coach since a time. */
export interface TestsQuestion {
	simulator: Simulator;
	coachId: string;
	startTime: string;
}

/** Our node, set to give the tests of a coach in a form of output, as both sides do without names. */
export function getManyTests(
	{ coachId, startTime }: TestsQuestion,
	output: string,
	credentials: ChainNode['credentials'],
): ChainNode {
	return {
		name: 'Terra Teams',
		type: 'n8n-nodes-terra-teams.terraTeams',
		typeVersion: 1,
		parameters: {
			resource: 'test',
			operation: 'getAll',
			coachSelection: 'one',
			coachId: { __rl: true, mode: 'id', value: coachId },
			startTime,
			returnAll: true,
			output,
			includeAthlete: false,
		},
		credentials,
	};
}

/** What people build without this package: a request for the tests, and one item of each. */
export function requestTests({ simulator, coachId, startTime }: TestsQuestion): ChainNode[] {
	return [
		{
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				url: `${simulator.apiBaseUrl}/coaches/${coachId}/tests`,
				sendQuery: true,
				queryParameters: { parameters: [{ name: 'start_time', value: startTime }] },
				...terraHeaders(simulator),
				options: {},
			},
		},
		splitOut('data'),
	];
}

/** The headers that authenticate an HTTP Request node. */
export function terraHeaders({ credentials }: Simulator): Record<string, unknown> {
	return {
		sendHeaders: true,
		headerParameters: {
			parameters: [
				{ name: 'dev-id', value: credentials.devId },
				{ name: 'x-api-key', value: credentials.apiKey },
			],
		},
	};
}

/** One item for each element of a list. */
export function splitOut(fieldToSplitOut: string): ChainNode {
	return {
		name: 'Split Out',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut, options: {} },
	};
}
