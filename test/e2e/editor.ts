/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Locator, Page } from 'playwright-core';

import { waitFor } from '../../tools/waitFor';
import type { Stack } from './stack';

/** Pictures for the README and the docs are made by the tests: `npm run screenshots`. */
const pictureFolder = resolve(process.env.PICTURE_FOLDER ?? 'test-results');

/** n8n's editor in a browser, as its user sees it. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly stack: Stack,
	) {
		page.setDefaultTimeout(30_000);
	}

	async signIn(): Promise<void> {
		await this.page.goto(`${this.stack.n8n.url}/signin`);
		await this.page.locator('input[type="email"]').fill(this.stack.owner.email);
		await this.page.locator('input[type="password"]').fill(this.stack.owner.password);
		await this.page.keyboard.press('Enter');
		await this.page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	}

	/** Opens a new workflow with these nodes, in a row, and gives its id. */
	async openWorkflow(
		name: string,
		nodes: {
			name: string;
			type: string;
			typeVersion?: number;
			parameters: Record<string, unknown>;
		}[],
	): Promise<string> {
		const { id, name: credentialName } = this.stack.credential;
		const { api } = this.stack;
		const workflow = await api.createWorkflow({
			name,
			nodes: nodes.map((node, index) => ({
				typeVersion: 1,
				...node,
				id: `node-${index}`,
				position: [index * 220, 0],
				...(node.type.startsWith('n8n-nodes-terra-teams.')
					? { credentials: { terraTeamsApi: { id, name: credentialName } } }
					: {}),
			})),
			connections: Object.fromEntries(
				nodes
					.slice(1)
					.map((node, index) => [
						nodes[index]?.name ?? '',
						{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
					]),
			),
		});
		await this.page.goto(`${this.stack.n8n.url}/workflow/${workflow.id}`);
		await this.byTestId('canvas-node').first().waitFor();
		return workflow.id;
	}

	/** Adds a node from the nodes panel: searches for it, opens it, chooses one of its actions. */
	async addFromPanel(
		search: string,
		node: string,
		action: string,
		picture?: string,
	): Promise<void> {
		await this.byTestId('node-creator-plus-button').click();
		// The panel's search has the focus as soon as the panel is there.
		await this.byTestId('item-iterator-item').first().waitFor();
		await this.page.keyboard.type(search);
		await this.byTestId('item-iterator-item').filter({ hasText: node }).first().click();
		const entry = this.byTestId('item-iterator-item').filter({ hasText: action }).first();
		await entry.waitFor();
		if (picture) await this.picture(picture);
		await entry.click();
		await this.byTestId('ndv').waitFor();
	}

	/** Opens a node's panel. */
	async openNode(name: string): Promise<void> {
		await this.byTestId('canvas-node').filter({ hasText: name }).first().dblclick();
		await this.byTestId('ndv').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.byTestId('ndv').waitFor({ state: 'detached' });
	}

	/** Chooses an entry of a parameter that is a drop-down list. */
	async choose(parameter: string, entry: string): Promise<void> {
		await this.byTestId(`parameter-input-${parameter}`).click();
		await this.page.getByRole('option', { name: entry }).click();
	}

	/** Opens a list from which several entries can be chosen, and gives them. */
	async openList(parameter: string): Promise<Locator> {
		const options = this.page.getByRole('option').filter({ visible: true });
		const list = this.byTestId(`parameter-input-${parameter}`).locator('.el-select__caret').last();
		// While n8n loads the entries, a list takes no click.
		await waitFor(`the list of ${parameter}`, async () => {
			// What is chosen already covers the rest of it.
			await list.dispatchEvent('click');
			return await options
				.first()
				.waitFor({ timeout: 2000 })
				.then(
					() => true,
					() => false,
				);
		});
		return options;
	}

	/** Opens the form of a new credential for the open node. */
	async openNewCredential(): Promise<void> {
		await this.byTestId('node-credentials-select').first().click();
		await this.page.getByText('Create new credential').click();
		await this.byTestId('editCredential-modal').waitFor();
	}

	/** Fills in the form of a credential and saves it; n8n then tests it. */
	async saveCredential(values: Record<string, string>): Promise<void> {
		const form = this.byTestId('editCredential-modal');
		for (const [name, value] of Object.entries(values)) {
			await form.locator(`[data-test-id="parameter-input-${name}"] input`).fill(value);
		}
		await this.byTestId('credential-save-button').click();
	}

	/** Opens a picker and gives what it lists, once it does. */
	async openPicker(parameter: string): Promise<Locator> {
		await this.byTestId(`resource-locator-${parameter}`).locator('input').last().click();
		const entries = this.byTestId('rlc-item');
		await entries.first().waitFor();
		return entries;
	}

	/** The fields that the open node's input panel shows, by their names. */
	inputFields(): Locator {
		return this.byTestId('ndv-input-panel').locator('[data-test-id="run-data-schema-item"]');
	}

	/** Runs the open node, and waits until its panel shows items. */
	async execute(): Promise<string> {
		await this.byTestId('node-execute-button').click();
		const count = this.byTestId('ndv-items-count').first();
		await count.waitFor();
		return (await count.innerText()).trim();
	}

	/** Closes n8n's notifications, waits for animations to end and takes a screenshot. */
	async picture(name: string): Promise<void> {
		mkdirSync(pictureFolder, { recursive: true });
		// Without Playwright's waiting for a visible button: the notification may close by itself first.
		const buttons = await this.page.locator('.el-notification__closeBtn').elementHandles();
		for (const button of buttons) await button.dispatchEvent('click');
		await this.page.locator('.el-notification').first().waitFor({ state: 'detached' });
		await this.page.waitForTimeout(600);
		await this.page.screenshot({ path: join(pictureFolder, `${name}.png`) });
	}

	byTestId(id: string): Locator {
		return this.page.locator(`[data-test-id="${id}"]`);
	}
}
