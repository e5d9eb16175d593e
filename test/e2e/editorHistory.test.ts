import type { Browser } from 'playwright-core';

import { withCredential } from '../../demo/examples';
import squadWeekPage from '../../examples/squad-week-page.json';
import type { Histories } from '../../simulator';
import { waitFor } from '../../tools/waitFor';
import { startChromium } from './chromium';
import { Editor } from './editor';
import { startStack, type Stack } from './stack';

const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };

describe('histories in the editor, in a browser', () => {
	let stack: Stack;
	let browser: Browser;
	let editor: Editor;
	let who: Histories;

	beforeAll(async () => {
		stack = await startStack({ size: { athletes: 30, testsPerDay: 0, activitiesPerWeek: 0 } });
		who = stack.simulator.admin.addHistories();
		browser = await startChromium();
		editor = new Editor(await browser.newPage({ viewport: { width: 1440, height: 900 } }), stack);
		await editor.signIn();
	});

	afterAll(async () => {
		await browser?.close();
		await stack?.close();
	});

	test('compares the tests of a week with what their athletes did before', async () => {
		await editor.openWorkflow('History', [start]);
		await editor.addFromPanel('terra', 'Terra Teams', 'Compare tests with history');
		await editor.choose('timeRange', 'Last Days');
		await editor.byTestId('parameter-input-lastDays').locator('input').fill('1');
		expect(await editor.execute()).toBe('12 items');
		await editor.byTestId('radio-button-table').last().click();
		const table = editor.byTestId('ndv-data-container').last();
		await table.getByText(`${String(who.drop.first_name)} ${String(who.drop.last_name)}`).waitFor();
		await table.getByText('previous_value', { exact: true }).waitFor();
		await editor.picture('history');
	});

	test('offers the metrics of the activities, and computes the workload of each athlete', async () => {
		await editor.openWorkflow('Workload', [start]);
		await editor.addFromPanel('terra', 'Terra Teams', 'Get workload of athletes');
		const metrics = await editor.openList('metrics');
		await metrics.filter({ hasText: 'Total Distance M' }).first().click();
		await editor.page.keyboard.press('Escape');
		await editor.byTestId('ndv').waitFor();
		expect(await editor.execute()).toBe('10 items');
		await editor.byTestId('radio-button-table').last().click();
		await editor.byTestId('ndv-data-container').getByText('acwr_rolling').first().waitFor();
		await editor.picture('workload');
	});

	test("draws the squad's week on a page", async () => {
		const page = withCredential(squadWeekPage, stack.credential);
		const { id } = await stack.api.createWorkflow(page);
		await stack.api.activate(id);
		const url = `${stack.n8n.url}/webhook/squad-week`;
		await waitFor('the page', async () => (await fetch(url)).status === 200);
		await editor.page.setViewportSize({ width: 800, height: 520 });
		await editor.page.goto(url);
		expect(await editor.page.locator('.bar').count()).toBe(10);
		expect(await editor.page.locator('.bar.high').count()).toBe(1);
		await editor.picture('squad-week');
	});
});
