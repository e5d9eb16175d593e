/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- runs in Node.js, never inside n8n; a command prints */
import { join } from 'node:path';

import { startChromium } from './chromium';
import { Editor } from './editor';
import { ScreenRecorder } from './screenRecorder';
import { startStack } from './stack';

const file = join(__dirname, '../../docs/images/demo.webm');

/** The demo in the real editor: athletes, a table of jumps, and both triggers. */
async function record(): Promise<void> {
	const stack = await startStack();
	const browser = await startChromium();
	try {
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		const editor = new Editor(page, stack);
		const look = async (seconds = 1.5) => await page.waitForTimeout(seconds * 1000);
		await editor.signIn();
		const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
		await editor.openWorkflow('Jumps of the squad', [start]);
		const recorder = await ScreenRecorder.start(page);

		await look();
		await editor.addFromPanel('jump test', 'Terra Teams', 'Get many athletes');
		await look();
		await editor.execute();
		await look(2);
		await editor.choose('resource', 'Test');
		await editor.choose('timeRange', 'Last Days');
		await editor.byTestId('parameter-input-lastDays').locator('input').fill('30');
		await editor.choose('output', 'Selected Fields');
		await editor.openList('selectedFields');
		for (const name of ['Athlete Name', 'Timestamp', 'Jump Height Max Takeoff Concentric Both']) {
			await page.getByRole('option', { name }).first().click();
			await look(0.7);
		}
		await page.keyboard.press('Escape');
		await editor.execute();
		await editor.byTestId('radio-button-table').last().click();
		await look(2.5);
		await editor.closeNode();
		await look();

		await editor.openWorkflow('New tests', [
			{
				name: 'Terra Teams Trigger',
				type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
				parameters: { triggerOn: ['testCreated'], filters: { nameContains: 'jump' } },
			},
		]);
		await look();
		await editor.openNode('Terra Teams Trigger');
		await look();
		await editor.execute();
		await look(2.5);
		await editor.closeNode();

		await editor.openWorkflow('Pushed events', [
			{
				name: 'Terra Teams Webhook Trigger',
				type: 'n8n-nodes-terra-teams.terraTeamsWebhookTrigger',
				typeVersion: 1.1,
				parameters: {},
			},
		]);
		await editor.openNode('Terra Teams Webhook Trigger');
		await page.getByText('Webhook URLs').first().click();
		await page.getByText('Production URL', { exact: true }).click();
		await look(2.5);

		const seconds = await recorder.save(browser, file);
		console.log(`${file}: ${Math.round(seconds)} s`);
	} finally {
		await browser.close();
		await stack.close();
	}
}

record().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
