import { runNode } from './actionNode';
import { startStack, type Stack } from './stack';

describe('an n8n that protects internal addresses', () => {
	let stack: Stack;

	beforeAll(async () => {
		stack = await startStack({}, { N8N_SSRF_PROTECTION_ENABLED: 'true' });
	});

	afterAll(async () => {
		await stack?.close();
	});

	test('says that n8n blocked the request, and whom to ask', async () => {
		for (const operation of ['getAll', 'delete']) {
			const coachId = { __rl: true, mode: 'id', value: 'coach' };
			const { error } = await runNode(stack, { resource: 'coach', operation, coachId });
			expect(error).toContain('n8n blocked the request to this address');
			expect(error).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
		}
		expect(stack.simulator.requests).toEqual([]);
	});
});
