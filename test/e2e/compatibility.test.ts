import type { N8nApi } from '../../tools/n8n/n8nApi';
import { n8nVersionOf } from '../../tools/n8n/n8nVersions';
import { waitFor } from '../../tools/waitFor';
import { itemsOf, searchPicker } from './actionNode';
import { deliveriesOf, type Delivery } from './deliveries';
import { activateWebhookWorkflow, createTriggerWorkflow } from './triggerWorkflow';
import { startStack, type Stack } from './stack';

/** The versions in the README's table of compatibility. */
describe.each([2, 1] as const)('on n8n %d', (major) => {
	let stack: Stack;

	beforeAll(async () => {
		stack = await startStack({}, {}, major);
	});

	afterAll(async () => {
		await stack?.close();
	});

	test('it is the version of the lockfile that runs', async () => {
		const { version } = n8nVersionOf(major);
		expect(await stack.api.call('GET', '/settings')).toMatchObject({ versionCli: version });
	});

	test('the credential is tested: a good key passes, a wrong one does not', async () => {
		const { api, credential, simulator } = stack;
		const { apiBaseUrl, widgetBaseUrl, credentials } = simulator;
		const data = { ...credentials, apiBaseUrl, widgetBaseUrl };
		const { id, name, type } = credential;
		expect(await api.testCredential(id, { name, type, data })).toMatchObject({ ok: true });
		const wrong = { ...data, apiKey: 'wrong' };
		expect(await api.testCredential(id, { name, type, data: wrong })).toMatchObject({ ok: false });
		simulator.fail({ path: '/coaches', body: '<p>Welcome', contentType: 'text/html' });
		expect(await api.testCredential(id, { name, type, data })).toMatchObject({ ok: false });
	});

	test('an operation that reads gives what Terra has', async () => {
		const athletes = await itemsOf(stack, {
			resource: 'athlete',
			operation: 'getAll',
			returnAll: true,
			output: 'raw',
		});
		expect(athletes).toEqual(stack.simulator.dataset.athletes);
	});

	test('an operation that writes changes what Terra has, for every item', async () => {
		const { athletes } = stack.simulator.dataset;
		const items = athletes.slice(0, 3).map(({ athlete_id: id }) => ({ id, own: `own-${id}` }));
		await itemsOf(
			stack,
			{
				resource: 'athlete',
				operation: 'updateMany',
				athleteId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				bulkUpdateFields: { referenceId: '={{ $json.own }}' },
			},
			{ items },
		);
		for (const { id, own } of items) {
			expect(athletes.find(({ athlete_id: one }) => one === id)).toMatchObject({
				reference_id: own,
			});
		}
	});

	test('a picker lists what Terra has, and is searched', async () => {
		const [coach, ...others] = stack.simulator.dataset.coaches;
		expect(others.length).toBeGreaterThan(0);
		expect(await searchPicker(stack, 'searchCoaches')).toHaveLength(1 + others.length);
		const found = await searchPicker(stack, 'searchCoaches', String(coach?.reference_id));
		expect(found.map(({ value }) => value)).toEqual([coach?.coach_id]);
	});

	test('with Continue On Fail, the item that fails gives an error and the others go on', async () => {
		const { athletes } = stack.simulator.dataset;
		const ids = [athletes[0]?.athlete_id, 'nobody', athletes[1]?.athlete_id];
		const given = await itemsOf(
			stack,
			{
				resource: 'athlete',
				operation: 'get',
				athleteId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				output: 'raw',
			},
			{ items: ids.map((id) => ({ id })), continueOnFail: true },
		);
		expect(given).toEqual([
			athletes[0],
			{ error: expect.stringContaining('Get athlete: Terra answered 404') as unknown },
			athletes[1],
		]);
	});

	test('the trigger is silent when it is activated, and then gives what arrives', async () => {
		const { api, credential, simulator } = stack;
		const workflowId = await createTriggerWorkflow(stack, credential, {
			triggerOn: ['testCreated'],
			output: 'raw',
		});
		simulator.clearRequests();
		await api.activate(workflowId);
		const coachId = String(simulator.dataset.coaches[0]?.coach_id);
		// The first poll has seen every coach when the second one begins.
		const polls = () =>
			simulator.requests.filter(({ path }) => path === `/v2/teams/coaches/${coachId}/tests`);
		await waitFor('the second poll', () => polls().length > 1, { timeoutMs: 120_000 });
		expect((await deliveriesOf(api, workflowId)).map(({ item }) => item.test_id)).toEqual([]);
		const test = simulator.admin.addTest(coachId, { timestamp_us: Date.now() * 1000 });
		const deliveries = await waitForDeliveries(api, workflowId);
		expect(deliveries.map(({ item }) => [item.event, item.test_id])).toEqual([
			['test.created', test.test_id],
		]);
		await api.deactivate(workflowId);
	});

	test.each(['application/json', 'application/octet-stream'])(
		'a signed event starts the webhook trigger, and a forged one does not, sent as %s',
		async (type) => {
			const { api, credential, simulator } = stack;
			const { id, url } = await activateWebhookWorkflow(stack, credential, { output: 'raw' });
			simulator.pushes.register(url);
			const headers = { 'Content-Type': type };
			const event = { type: 'test.retrieved', data: [{ test_id: 'pushed' }] };
			const options = { headers, retryDelaysMs: [] };
			const [forged] = await simulator.pushes.push(event, { ...options, signing: 'wrong' });
			const [signed] = await simulator.pushes.push(event, options);
			expect([forged?.status, signed?.status]).toEqual([401, 200]);
			const deliveries = await waitForDeliveries(api, id);
			expect(deliveries.map(({ item }) => [item.event, item.test_id])).toEqual([
				['test.retrieved', 'pushed'],
			]);
			await api.deactivate(id);
		},
	);
});

/** What a workflow was started with, once it was started. */
async function waitForDeliveries(api: N8nApi, workflowId: string): Promise<Delivery[]> {
	return await waitFor(
		'an execution',
		async () => {
			const deliveries = await deliveriesOf(api, workflowId);
			return deliveries.length > 0 && deliveries;
		},
		{ timeoutMs: 120_000 },
	);
}
