import type { SavedCredential, WorkflowNode } from '../../tools/n8n/n8nApi';
import { startChatModel, type ChatModel } from './chatModel';
import { startStack, type Stack } from './stack';

const TOOL = 'n8n-nodes-terra-teams.terraTeamsTool';

describe('the node as a tool of an AI agent', () => {
	let stack: Stack;
	let model: ChatModel | undefined;

	beforeAll(async () => {
		stack = await startStack();
	});

	afterEach(async () => {
		await model?.close();
	});

	afterAll(async () => {
		await stack?.close();
	});

	/** Lets an agent respond, with the model and the tool that it is given. */
	async function runAgent(
		{ baseUrl }: ChatModel,
		toolParameters: Record<string, unknown>,
	): Promise<unknown> {
		const { api, credential } = stack;
		const openAi = await api.createCredential({
			name: 'Scripted model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: baseUrl },
		});
		const langchain = '@n8n/n8n-nodes-langchain';
		const workflow = await api.createWorkflow({
			name: 'Agent',
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1),
				node('Agent', `${langchain}.agent`, 3, { promptType: 'define', text: 'Who is it?' }),
				node(
					'Model',
					`${langchain}.lmChatOpenAi`,
					1.2,
					{ model: { __rl: true, mode: 'id', value: 'scripted' } },
					openAi,
				),
				node('Tool', TOOL, 1, toolParameters, credential),
			],
			connections: {
				Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
				Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
		});
		const execution = await api.runWorkflow(workflow.id);
		expect(execution.error).toBeUndefined();
		return execution.nodeRuns.find((run) => run.node === 'Agent')?.outputs[0]?.[0]?.output;
	}

	test('n8n lists it as a tool, under its own name', async () => {
		const { api, n8n } = stack;
		const types = (await api.call('GET', `${n8n.url}/types/nodes.json`)) as { name: string }[];
		expect(types.filter(({ name }) => name === TOOL)).toEqual([
			expect.objectContaining({ displayName: 'Terra Teams Tool', outputs: ['ai_tool'] }),
		]);
		// The triggers are none.
		const tools = types.filter(({ name }) => /^n8n-nodes-terra-teams\..*Tool$/.test(name));
		expect(tools).toHaveLength(1);
	});

	test("n8n's AI Agent calls it with what the model says, and gets what Terra has", async () => {
		const athlete = stack.simulator.dataset.athletes[7];
		model = await startChatModel({ athlete_id: athlete?.athlete_id });
		const response = await runAgent(model, {
			resource: 'athlete',
			operation: 'get',
			athleteId: {
				__rl: true,
				mode: 'id',
				value: "={{ $fromAI('athlete_id', 'ID of the athlete', 'string') }}",
			},
			output: 'raw',
		});
		const [question] = model.questions;
		expect(question?.tools).toHaveLength(1);
		expect(question?.tools?.[0]?.function.parameters).toMatchObject({
			properties: { athlete_id: { type: 'string', description: 'ID of the athlete' } },
		});
		const request = stack.simulator.requests.at(-1);
		expect(request?.path).toBe(`/v2/teams/athletes/${athlete?.athlete_id}`);
		expect(JSON.parse(String(response))).toEqual([athlete]);
	});

	test('the agent is told what went wrong, and continues', async () => {
		model = await startChatModel({ athlete_id: 'nobody' });
		const response = await runAgent(model, {
			resource: 'athlete',
			operation: 'get',
			athleteId: { __rl: true, mode: 'id', value: "={{ $fromAI('athlete_id') }}" },
		});
		expect(response).toContain('Terra answered 404');
	});
});

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown> = {},
	credential?: SavedCredential,
): WorkflowNode {
	return {
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
		...(credential
			? { credentials: { [credential.type]: { id: credential.id, name: credential.name } } }
			: {}),
	};
}
