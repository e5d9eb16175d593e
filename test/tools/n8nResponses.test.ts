import { executionSchema } from '../../tools/n8n/n8nResponses';

it('reads the execution of an agent tool that was run alone, whose response is a text', () => {
	const execution = executionSchema.parse({
		id: 7,
		workflowId: 'w',
		status: 'success',
		mode: 'manual',
		workflowData: { name: 'Agent' },
		data: {
			resultData: {
				runData: {
					Executor: [{ data: { main: [[{ json: 'a text' }, { json: { athlete: 'Nora' } }, {}]] } }],
				},
			},
		},
	});
	expect(execution.nodeRuns[0]?.outputs).toEqual([
		[{ response: 'a text' }, { athlete: 'Nora' }, { response: undefined }],
	]);
});
