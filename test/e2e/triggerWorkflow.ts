import type { SavedCredential } from '../../demo/n8nApi';
import type { World } from './world';

/** n8n refuses schedules of less than a minute, but not several of them side by side. */
const everyTenSeconds = [0, 10, 20, 30, 40, 50].map((second) => ({
	mode: 'custom',
	cronExpression: `${second} * * * * *`,
}));

/** A workflow that begins with the polling trigger, every ten seconds; gives its id. */
export async function createTriggerWorkflow(
	{ api }: World,
	{ id, name }: SavedCredential,
	parameters: Record<string, unknown>,
): Promise<string> {
	const workflow = await api.createWorkflow({
		name: 'New data',
		nodes: [
			{
				id: 'trigger',
				name: 'New',
				type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: { pollTimes: { item: everyTenSeconds }, ...parameters },
				credentials: { terraTeamsApi: { id, name } },
			},
			{
				id: 'after',
				name: 'After',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [220, 0],
				parameters: {},
			},
		],
		connections: { New: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
	});
	return workflow.id;
}
