import type { Browser } from 'playwright-core';

import { startChromium } from './chromium';
import { Editor } from './editor';
import { startWorld, type World } from './world';

const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
const terraTeams = (parameters: Record<string, unknown>) => ({
	name: 'Terra Teams',
	type: 'n8n-nodes-terra-teams.terraTeams',
	parameters,
});

describe('the editor, in a browser', () => {
	let world: World;
	let browser: Browser;
	let editor: Editor;

	beforeAll(async () => {
		world = await startWorld();
		browser = await startChromium();
		editor = new Editor(await browser.newPage({ viewport: { width: 1440, height: 900 } }), world);
		await editor.signIn();
	});

	afterAll(async () => {
		await browser?.close();
		await world?.close();
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
		const [coach] = world.simulator.truth.coaches;
		const request = world.simulator.requests.at(-1);
		expect(request?.path).toBe(`/v2/teams/coaches/${coach?.coach_id}/tests`);
	});

	test('picks an athlete from the list', async () => {
		await editor.openWorkflow('Athlete', [
			start,
			terraTeams({ resource: 'athlete', operation: 'get' }),
		]);
		await editor.openNode('Terra Teams');
		const athletes = await editor.openPicker('athleteId');
		expect(await athletes.count()).toBe(world.simulator.truth.athletes.length);
		await editor.picture('athlete-picker');
		await athletes.first().click();
		expect(await editor.execute()).toBe('1 item');
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
		await editor.byTestId('radio-button-table').last().click();
		await editor.byTestId('ndv-data-container').getByText('dedupe_key').first().waitFor();
		await editor.picture('trigger');
	});

	test('says what is wrong with the credential where a picker cannot be filled', async () => {
		world.simulator.fail({ path: '/coaches', status: 401, times: Infinity });
		await editor.openWorkflow('Refused', [
			start,
			terraTeams({ resource: 'coach', operation: 'delete' }),
		]);
		await editor.openNode('Terra Teams');
		await editor.byTestId('resource-locator-coachId').locator('input').last().click();
		const problem = editor.page.getByText(/Dev ID and the API Key/).first();
		await problem.waitFor();
		world.simulator.clearFaults();
	});
});
