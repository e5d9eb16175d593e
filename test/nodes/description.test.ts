/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
	type NodeParameterValue,
} from 'n8n-workflow';

import { loadDescription } from './n8n';

const node = { typeVersion: 1 };
let description: INodeTypeDescription;
beforeAll(async () => {
	description = await loadDescription();
});

/** The fixed choices that a parameter offers. */
function choicesOf({ type, options = [] }: INodeProperties): NodeParameterValue[] {
	if (type === 'boolean') return [false, true];
	if (type !== 'options') return [];
	return options.flatMap((option) => ('value' in option ? [option.value] : []));
}

/** What the display of parameters and credentials depends on: names with the values they look for. */
function conditions(): [name: string, values: unknown[]][] {
	const shown = [...description.properties, ...(description.credentials ?? [])];
	return shown.flatMap(({ displayOptions }) => [
		...Object.entries(displayOptions?.show ?? {}),
		...Object.entries(displayOptions?.hide ?? {}),
	]) as [string, unknown[]][];
}

function isVisible(parameter: INodeProperties, values: INodeParameters): boolean {
	return NodeHelpers.displayParameter(values, parameter, node, description);
}

/** Every combination of choices on which the display of other parameters depends. */
function combinations(chosen: INodeParameters = {}): INodeParameters[] {
	const deciding = new Set(conditions().map(([name]) => name));
	const open = description.properties.find(
		(parameter) =>
			deciding.has(parameter.name) && !(parameter.name in chosen) && isVisible(parameter, chosen),
	);
	if (!open) return [chosen];
	return choicesOf(open).flatMap((value) => combinations({ ...chosen, [open.name]: value }));
}

it('is the same however often the package is loaded', async () => {
	const before = JSON.stringify(description);
	expect(JSON.stringify(await loadDescription({ again: true }))).toBe(before);
	expect(JSON.stringify(description)).toBe(before);
});

it('shows a parameter only depending on others that exist and can have that value', () => {
	const all = conditions();
	expect(all.length).toBeGreaterThan(30);
	for (const [name, values] of all) {
		// Whether the node is used as a tool.
		if (name === '@tool') continue;
		const parameters = description.properties.filter((parameter) => parameter.name === name);
		expect([name, parameters.length > 0]).toEqual([name, true]);
		expect(parameters.flatMap(choicesOf)).toEqual(expect.arrayContaining(values));
	}
});

it('shows every parameter somewhere, and no two of the same name or label at once', () => {
	const shown = new Set<INodeProperties>();
	const all = combinations();
	expect(all.length).toBeGreaterThan(20);
	for (const values of all) {
		const visible = description.properties.filter((parameter) => isVisible(parameter, values));
		visible.forEach((parameter) => shown.add(parameter));
		const names = visible.map(({ name }) => name);
		expect([values, names]).toEqual([values, [...new Set(names)]]);
		const labels = visible.map(({ displayName }) => displayName);
		expect([values, labels]).toEqual([values, [...new Set(labels)]]);
	}
	expect(description.properties.filter((parameter) => !shown.has(parameter))).toEqual([]);
});

it('gives every parameter with choices a default that is one of them', () => {
	for (const parameter of description.properties) {
		const choices = choicesOf(parameter);
		if (choices.length === 0 || parameter.typeOptions?.loadOptionsMethod) continue;
		expect([parameter.name, choices]).toEqual([
			parameter.name,
			expect.arrayContaining([parameter.default]),
		]);
	}
});

it('names methods that exist', () => {
	const named = JSON.stringify(description).match(
		/"(loadOptionsMethod|searchListMethod|testedBy)":"\w+"/g,
	);
	const names = new Set(named?.map((text) => text.split('"')[3]));
	expect([...names].sort()).toEqual([
		'getActivityFields',
		'getActivityMetrics',
		'getAthleteFields',
		'getAthletes',
		'getAthletesForFilter',
		'getCoaches',
		'getLoginFields',
		'getProviders',
		'getTestFields',
		'searchAthletes',
		'searchCoaches',
		'testProviderLogin',
	]);
});

it('gives every operation an action: a sentence with a verb, no articles, used once', () => {
	const resources = description.properties.find(({ name }) => name === 'resource');
	const operations = description.properties.filter(({ name }) => name === 'operation');
	expect(operations.map(({ displayOptions }) => displayOptions?.show?.resource?.[0])).toEqual(
		resources && choicesOf(resources),
	);
	const actions = operations
		.flatMap(({ options = [] }) => options)
		.map((option) => ('action' in option ? option.action : undefined));
	expect(actions).toHaveLength(15);
	expect(new Set(actions).size).toBe(15);
	for (const action of actions) {
		expect(action).toMatch(/^(Compare|Create|Delete|Get|Search|Update) [a-z]+( [a-z]+)*$/);
		expect(action).not.toMatch(/ (a|an|the) /);
	}
});

it('is fit for the nodes panel and as a tool', () => {
	expect(description).toMatchObject({
		name: expect.stringMatching(/terraTeams$/) as unknown,
		displayName: 'Terra Teams',
		version: 1,
		usableAsTool: true,
		inputs: ['main'],
		outputs: ['main'],
		defaults: { name: 'Terra Teams' },
	});
});

it('is found together with both triggers, by the same words', () => {
	const aliases = ['TerraTeams', 'TerraTeamsTrigger', 'TerraTeamsWebhookTrigger'].map((name) => {
		const file = join(__dirname, `../../nodes/TerraTeams/${name}.node.json`);
		return (JSON.parse(readFileSync(file, 'utf8')) as { alias: string[] }).alias;
	});
	expect(aliases[0]).toEqual(expect.arrayContaining(['VALD', 'NordBord', 'OpenField', 'GPS']));
	expect(aliases[1]).toEqual(aliases[0]);
	expect(aliases[2]).toEqual(aliases[0]);
});
