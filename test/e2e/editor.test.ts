import type { Browser } from 'playwright-core';

import { readSchema } from '../schemas/outputSchema';
import { startChromium } from './chromium';
import { DataTable, type Column } from './dataTables';
import { Editor } from './editor';
import { startStack, type Stack } from './stack';

const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
const terraTeams = (parameters: Record<string, unknown>) => ({
	name: 'Terra Teams',
	type: 'n8n-nodes-terra-teams.terraTeams',
	parameters,
});

const editFields = {
	name: 'Edit Fields',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {},
};

/** A table of what a coach wants to see of a jump. */
const jumpColumns: Column[] = [
	{ name: 'timestamp', type: 'date' },
	{ name: 'athlete_name', type: 'string' },
	{ name: 'name', type: 'string' },
	{ name: 'jump_height_max_takeoff_concentric_both', type: 'number' },
	{ name: 'body_mass_avg_both', type: 'number' },
	{ name: 'test_id', type: 'string' },
];

describe('the editor, in a browser', () => {
	let stack: Stack;
	let browser: Browser;
	let editor: Editor;

	beforeAll(async () => {
		stack = await startStack();
		browser = await startChromium();
		editor = new Editor(await browser.newPage({ viewport: { width: 1440, height: 900 } }), stack);
		await editor.signIn();
	});

	afterAll(async () => {
		await browser?.close();
		await stack?.close();
	});

	test('adds the node from the nodes panel and gets the athletes', async () => {
		await editor.openWorkflow('Athletes', [start]);
		await editor.addFromPanel('terra', 'Terra Teams', 'Get many athletes', 'nodes-panel');
		expect(await editor.execute()).toBe('50 items');
		await editor.byTestId('radio-button-table').last().click();
		const cell = editor.byTestId('ndv-data-container').getByText('@').first();
		await cell.waitFor();
		await editor.picture('athletes');
	});

	test('saves a credential, which n8n tests: a wrong key is refused, the right one is not', async () => {
		const { api, simulator } = stack;
		const { credentials, apiBaseUrl, widgetBaseUrl } = simulator;
		await editor.openWorkflow('Credential', [
			start,
			terraTeams({ resource: 'coach', operation: 'getAll' }),
		]);
		await editor.openNode('Terra Teams');
		await editor.openNewCredential();
		await editor.saveCredential({ ...credentials, apiKey: 'wrong', apiBaseUrl, widgetBaseUrl });
		const form = editor.byTestId('editCredential-modal');
		await form.getByText('Couldn’t connect with these settings').waitFor();
		await form.getByText('More details').click();
		await form.getByText('Compare both with those in the Terra dashboard').waitFor();
		await editor.saveCredential({ apiKey: credentials.apiKey });
		// n8n closes the form of a credential that works.
		await form.waitFor({ state: 'detached' });
		expect(await editor.execute()).toBe('3 items');
		const saved = await api.listCredentials();
		expect(saved.filter(({ type }) => type === 'terraTeamsApi')).toHaveLength(2);
	});

	test('picks a coach from the list, and gets the tests of that coach', async () => {
		await editor.openWorkflow('Tests', [
			start,
			terraTeams({ resource: 'test', operation: 'getAll' }),
		]);
		await editor.openNode('Terra Teams');
		await editor.choose('coachSelection', 'One Coach');
		const coaches = await editor.openPicker('coachId');
		expect((await coaches.allInnerTexts()).map((text) => text.trim())).toEqual([
			'team-1-coach (VALD)',
			'team-2-coach (CATAPULT)',
			'team-3-coach (GYMAWARE)',
		]);
		await editor.picture('coach-picker');
		await editor
			.byTestId('rlc-search')
			.locator('input')
			.or(editor.byTestId('rlc-search'))
			.last()
			.fill('vald');
		await coaches.nth(1).waitFor({ state: 'detached' });
		await coaches.first().click();
		expect(await editor.execute()).toBe('50 items');
		const [coach] = stack.simulator.dataset.coaches;
		const requests = stack.simulator.requests.filter(({ path }) => path.endsWith('/tests'));
		expect(requests.at(-1)?.path).toBe(`/v2/teams/coaches/${coach?.coach_id}/tests`);
	});

	test('picks an athlete from the list', async () => {
		await editor.openWorkflow('Athlete', [
			start,
			terraTeams({ resource: 'athlete', operation: 'get' }),
		]);
		await editor.openNode('Terra Teams');
		const athletes = await editor.openPicker('athleteId');
		expect(await athletes.count()).toBe(stack.simulator.dataset.athletes.length);
		await editor.picture('athlete-picker');
		await athletes.first().click();
		expect(await editor.execute()).toBe('1 item');
	});

	test('offers the forms of the output, each with what it is for', async () => {
		await editor.openWorkflow('Output', [
			start,
			terraTeams({ resource: 'test', operation: 'getAll' }),
		]);
		await editor.openNode('Terra Teams');
		await editor.byTestId('parameter-input-output').click();
		const options = editor.page.getByRole('option').filter({ visible: true });
		await options.first().waitFor();
		expect(await options.count()).toBe(5);
		await editor.picture('output');
	});

	test('filters, and says what a limit left out', async () => {
		await editor.openWorkflow('Filters', [
			start,
			terraTeams({
				resource: 'test',
				operation: 'getAll',
				timeRange: 'lastDays',
				lastDays: 60,
				limit: 5,
				filters: { testTypes: ['Countermovement Jump'], nameContains: 'jump', athleteIds: [] },
			}),
		]);
		await editor.openNode('Terra Teams');
		expect(await editor.execute()).toBe('5 items');
		await editor.page.getByText(/tests pass the filters, and the limit of 5/).waitFor();
		await editor.picture('filters');
		const athletes = await editor.openList('athleteIds');
		await athletes.nth(50).waitFor();
		expect(await athletes.count()).toBe(stack.simulator.dataset.athletes.length);
	});

	test('says why there is nothing', async () => {
		await editor.openWorkflow('Nothing', [
			start,
			terraTeams({
				resource: 'test',
				operation: 'getAll',
				startTime: '2019-05-01',
				endTime: '2019-05-08',
			}),
		]);
		await editor.openNode('Terra Teams');
		await editor.byTestId('node-execute-button').click();
		await editor.page.getByText(/Terra has no tests between 2019-05-01 00:00/).waitFor();
		await editor.picture('nothing');
	});

	test('offers the fields and metrics of recent tests, and gives those alone', async () => {
		await editor.openWorkflow('Selected fields', [
			start,
			terraTeams({
				resource: 'test',
				operation: 'getAll',
				output: 'selectedFields',
				selectedFields: ['athlete_name', 'timestamp'],
				filters: { testTypes: ['Countermovement Jump'] },
			}),
		]);
		await editor.openNode('Terra Teams');
		await editor.openList('selectedFields');
		const name = 'Jump Height Max Takeoff Concentric Both';
		await editor.page.keyboard.type('Jump Height');
		await editor.page.getByRole('option', { name }).first().click();
		await editor.picture('selected-fields-picker');
		await editor.page.keyboard.press('Escape');
		await editor.execute();
		await editor.byTestId('radio-button-table').last().click();
		await editor
			.byTestId('ndv-data-container')
			.getByText('jump_height_max_takeoff_concentric_both')
			.first()
			.waitFor();
		await editor.picture('selected-fields');
	});

	test('finds an athlete by the number that the club gave', async () => {
		const athlete = stack.simulator.dataset.athletes.find(({ reference_id: id }) => id);
		await editor.openWorkflow('Own number', [
			start,
			terraTeams({
				resource: 'athlete',
				operation: 'get',
				athleteId: { __rl: true, mode: 'referenceId', value: athlete?.reference_id },
			}),
		]);
		await editor.openNode('Terra Teams');
		expect(await editor.execute()).toBe('1 item');
		await editor.picture('own-number');
	});

	test('offers All Athletes before a coach is chosen', async () => {
		await editor.openWorkflow('Search', [
			start,
			terraTeams({ resource: 'test', operation: 'search' }),
		]);
		await editor.openNode('Terra Teams');
		const athletes = await editor.openList('athleteIds');
		await athletes.filter({ hasText: 'All Athletes' }).waitFor();
		await editor.picture('search');
	});

	test('shows the credential first, and where it may go', async () => {
		await editor.openWorkflow('Credential first', [
			start,
			terraTeams({ resource: 'coach', operation: 'getAll' }),
		]);
		await editor.openNode('Terra Teams');
		const place = async (id: string) => (await editor.byTestId(id).first().boundingBox())?.y ?? 0;
		const credential = await place('node-credentials-select');
		expect(credential).toBeLessThan(await place('parameter-input-resource'));
		await editor.picture('credential-first');
		await editor.openNewCredential();
		const form = editor.byTestId('editCredential-modal');
		await form.getByText('Allowed HTTP Request Domains').scrollIntoViewIfNeeded();
		await editor.picture('credential-domains');
		await editor.page.keyboard.press('Escape');
	});

	test('shows the fields of the output before the first run', async () => {
		await editor.openWorkflow('Fields', [
			start,
			terraTeams({ resource: 'test', operation: 'getAll' }),
			editFields,
		]);
		await editor.openNode('Edit Fields');
		await editor.byTestId('schema-preview-warning').waitFor();
		const fields = (await editor.inputFields().allInnerTexts()).map((text) => text.trim());
		const { properties = {} } = readSchema('test/getAll');
		expect(fields).toEqual(expect.arrayContaining(Object.keys(properties)));
		expect(fields).toContain('jump_height_max_takeoff_concentric_both');
		await editor.picture('fields');
	});

	test('has no fields of a trigger before its first test event, but those of the event', async () => {
		await editor.openWorkflow('Fields of the trigger', [
			{
				name: 'Terra Teams Trigger',
				type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
				parameters: { triggerOn: ['testCreated'] },
			},
			editFields,
		]);
		await editor.openNode('Edit Fields');
		await editor.page.getByText('No input data').waitFor();
		expect(await editor.byTestId('schema-preview-warning').count()).toBe(0);
		await editor.closeNode();
		await editor.openNode('Terra Teams Trigger');
		expect(await editor.execute()).toBe('3 items');
		await editor.closeNode();
		await editor.openNode('Edit Fields');
		await editor.inputFields().filter({ hasText: 'dedupe_key' }).first().waitFor();
		await editor.picture('fields-of-trigger');
	});

	test('fills one of its Data Tables', async () => {
		const { api, n8n, simulator } = stack;
		const [coach] = simulator.dataset.coaches;
		const table = await DataTable.create(api, 'Jump tests', jumpColumns);
		const id = await editor.openWorkflow('Jump tests', [
			start,
			terraTeams({
				resource: 'test',
				operation: 'getAll',
				coachSelection: 'one',
				coachId: { __rl: true, mode: 'id', value: coach?.coach_id },
				limit: 20,
				output: 'rowPerRecord',
			}),
			{
				name: 'Add to Table',
				type: 'n8n-nodes-base.dataTable',
				typeVersion: 1.1,
				parameters: table.upsertParameters(jumpColumns, 'test_id'),
			},
		]);
		expect((await api.runWorkflow(id)).error).toBeUndefined();
		expect(await table.rows()).toHaveLength(20);
		await editor.page.goto(`${n8n.url}${table.path}`);
		await editor.page.getByText('Countermovement Jump').first().waitFor();
		await editor.picture('data-table');
	});

	test('fetches a test event for the trigger', async () => {
		await editor.openWorkflow('Trigger', [
			{
				name: 'Terra Teams Trigger',
				type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
				parameters: {},
			},
		]);
		await editor.openNode('Terra Teams Trigger');
		expect(await editor.execute()).toBe('6 items');
		await editor.byTestId('radio-button-schema').last().click();
		await editor.byTestId('ndv-data-container').getByText('dedupe_key').first().waitFor();
		await editor.picture('trigger');
	});

	test('says how to set up the webhook trigger, and shows the address for Terra', async () => {
		await editor.openWorkflow('Webhook trigger', [
			{
				name: 'Terra Teams Webhook Trigger',
				type: 'n8n-nodes-terra-teams.terraTeamsWebhookTrigger',
				typeVersion: 1.1,
				parameters: {},
			},
		]);
		await editor.openNode('Terra Teams Webhook Trigger');
		await editor.page.getByText('Webhook URLs').first().click();
		await editor.page.getByText('Production URL', { exact: true }).click();
		await editor.page.getByText(/\/webhook\/[\w-]+\/webhook/).waitFor();
		await editor.byTestId('parameter-input-triggerOn').waitFor();
		await editor.picture('webhook-trigger');
	});

	test('says what is wrong with the credential where a picker cannot be filled', async () => {
		stack.simulator.fail({ path: '/coaches', status: 401, times: Infinity });
		await editor.openWorkflow('Refused', [
			start,
			terraTeams({ resource: 'coach', operation: 'delete' }),
		]);
		await editor.openNode('Terra Teams');
		await editor.byTestId('resource-locator-coachId').locator('input').last().click();
		const problem = editor.page.getByText(/Dev ID and the API Key/).first();
		await problem.waitFor();
		stack.simulator.clearFaults();
	});
});
