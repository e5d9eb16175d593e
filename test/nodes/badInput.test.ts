import type { INodeParameters } from 'n8n-workflow';

import { Accounts, type Account } from './account';
import { itemsFor } from './everyOperation';
import { byId, operations, type OperationName } from './parameters';

/** Something wrong that an expression, or a credential, brings into a field. */
interface WrongCase {
	/** What is wrong, with the field. */
	name: string;
	/** The fields, in which `$json.value` is the one that is wrong. */
	parameters: INodeParameters;
	good: unknown;
	bad: unknown;
	/** The message, up to the item. */
	message: string;
	/** What may be looked up before it is found. */
	lookedUp?: string[];
}

const value = '={{ $json.value }}';
const coach = 'coach';
const athlete = 'athlete';
const noCoach = 'Coach is empty';
const noAthlete = 'Athlete is empty';
const nothingToUpdate = 'There is nothing to update';
const oneCoach = { coachSelection: 'one', coachId: byId(coach) };
const june = '2026-06-01';

/** Fits every provider, and is another one for each item. */
const loginFields = { clientId: '={{ $json.newcomer }}', clientSecret: 's', token: 't' };
const additionalFields = { referenceId: '={{ $json.newcomer }}', region: 'eu' };
const typed = { provider: 'GYMAWARE', login: 'typed', loginFields, additionalFields };
const otherField = (name: string): INodeParameters => ({
	...typed,
	otherLoginFields: { fields: [{ name, value: 'North' }] },
});
/** Wrong in one item; in the others another one for each. */
const goodIsNewcomer = '={{ $json.value === "good" ? $json.newcomer : $json.value }}';

const cases: WrongCase[] = [
	...Object.entries({
		'Get many athletes': { athletesOf: 'one', coachId: byId(value) },
		'Get many activities': { coachSelection: 'one', coachId: byId(value) },
		'Get many tests': { coachSelection: 'one', coachId: byId(value) },
		'Search tests': { coachId: byId(value) },
		'Get activity metrics schema': { coachId: byId(value) },
		'Delete coach': { coachId: byId('={{ $json.value && $json.leaving }}') },
	} satisfies Partial<Record<OperationName, INodeParameters>>).map(([name, entered]) => ({
		name: `${name} without a coach`,
		parameters: operations[name as OperationName](entered),
		good: coach,
		bad: undefined,
		message: noCoach,
	})),
	{
		name: 'blanks for a coach',
		parameters: operations['Get activity metrics schema']({ coachId: byId(value) }),
		good: coach,
		bad: ' \n',
		message: noCoach,
	},
	{
		name: 'a list for a coach',
		parameters: operations['Delete coach']({
			coachId: byId('={{ $json.value === "good" ? $json.leaving : $json.value }}'),
		}),
		good: 'good',
		bad: [],
		message: 'Coach must be text',
	},
	{
		name: 'no coach among several',
		parameters: operations['Get many tests']({ coachSelection: 'several', coachIds: value }),
		good: [coach],
		bad: [],
		message: 'No coach is chosen',
	},
	{
		name: 'blanks among several coaches',
		parameters: operations['Get many activities']({ coachSelection: 'several', coachIds: value }),
		good: coach,
		bad: ' , ,',
		message: 'No coach is chosen',
	},
	{
		name: 'an unknown choice of coaches',
		parameters: operations['Get many tests']({
			...oneCoach,
			coachIds: [coach],
			coachSelection: value,
		}),
		good: 'all',
		bad: 'none',
		message: 'Coaches has an unknown value',
	},
	{
		name: 'an unknown choice of whose athletes',
		parameters: operations['Get many athletes']({ coachId: byId(coach), athletesOf: value }),
		good: 'all',
		bad: 'some',
		message: 'Athletes Of has an unknown value',
	},
	{
		name: 'no athlete to get',
		parameters: operations['Get athlete']({ athleteId: byId(value) }),
		good: athlete,
		bad: null,
		message: noAthlete,
	},
	{
		name: 'no athlete to update',
		parameters: operations['Update athlete']({
			athleteId: byId(value),
			updateFields: { firstName: 'Zoë' },
		}),
		good: athlete,
		bad: '',
		message: noAthlete,
	},
	{
		name: 'no athlete among many to update',
		parameters: operations['Update many athletes']({
			athleteId: byId(value),
			bulkUpdateFields: { active: true },
		}),
		good: athlete,
		bad: '',
		message: noAthlete,
	},
	{
		name: 'no field to update',
		parameters: operations['Update athlete']({
			athleteId: byId(athlete),
			updateFields: { firstName: value },
		}),
		good: 'Zoë',
		bad: undefined,
		message: nothingToUpdate,
	},
	{
		name: 'no field to update of one among many',
		parameters: operations['Update many athletes']({
			athleteId: byId(athlete),
			bulkUpdateFields: { referenceId: value },
		}),
		good: 'player-1',
		bad: undefined,
		message: nothingToUpdate,
	},
	{
		name: 'Active that is neither true nor false',
		parameters: operations['Update many athletes']({
			athleteId: byId(athlete),
			bulkUpdateFields: { active: value },
		}),
		good: true,
		bad: 'maybe',
		message: 'Active must be true or false',
	},
	{
		name: 'a name that is an object',
		parameters: operations['Update athlete']({
			athleteId: byId(athlete),
			updateFields: { lastName: value },
		}),
		good: 'Zoë',
		bad: { first: 'Zoë' },
		message: 'Last Name must be text',
	},
	{
		name: 'a birthday that does not exist',
		parameters: operations['Update athlete']({
			athleteId: byId(athlete),
			updateFields: { dateOfBirth: value },
		}),
		good: '2001-02-28',
		bad: '2001-02-29',
		message: 'Date of Birth is not a date (2001-02-29)',
	},
	{
		name: 'a batch size of 0',
		parameters: operations['Update many athletes']({
			athleteId: byId(athlete),
			bulkUpdateFields: { active: true },
			options: { batchSize: value },
		}),
		good: 10,
		bad: 0,
		message: 'Batch Size must be a whole number of at least 1',
	},
	...(['Get many activities', 'Get many tests', 'Search tests'] as const).flatMap((name) => {
		const chosen = operations[name](oneCoach);
		const startTime = { parameters: { ...chosen, startTime: value, endTime: '2026-06-30' } };
		const endTime = { parameters: { ...chosen, startTime: june, endTime: value } };
		const sort = { parameters: { ...chosen, sort: { order: value } } };
		const option = (name: string) => ({ parameters: { ...chosen, options: { [name]: value } } });
		return [
			{
				name: `${name} with an end before the start`,
				...endTime,
				good: june,
				bad: '2026-05-31',
				message: 'End lies before Start',
			},
			{
				name: `${name} with an end that is no date`,
				...endTime,
				good: '2026-06-02T10:00',
				bad: 'tomorrow',
				message: 'End is not a date (tomorrow)',
			},
			{
				name: `${name} with a start that is no date`,
				...startTime,
				good: june,
				bad: '06/01/2026',
				message: 'Start is not a date (06/01/2026)',
			},
			{
				name: `${name} with a start on a day that does not exist`,
				...startTime,
				good: june,
				bad: '2026-02-30',
				message: 'Start is not a date (2026-02-30)',
			},
			{
				name: `${name} with a start at an hour that does not exist`,
				...startTime,
				good: june,
				bad: '2026-06-01T25:00:00',
				message: 'Start is not a date (2026-06-01T25:00:00)',
			},
			{
				name: `${name} with a start that is a number`,
				...startTime,
				good: june,
				bad: 20260601,
				message: 'Start is not a date',
			},
			{
				name: `${name} with a start in the future and no end`,
				parameters: { ...chosen, startTime: value },
				good: june,
				bad: '2999-01-01',
				message: 'Start lies in the future',
			},
			{
				name: `${name} with an unknown order`,
				...sort,
				good: 'newestFirst',
				bad: 'random',
				message: 'Order has an unknown value',
			},
			{
				name: `${name} with an unknown destination`,
				...option('deliverTo'),
				good: 'n8n',
				bad: 'moon',
				message: 'Deliver To has an unknown value',
			},
		];
	}),
	...[0, -1, 1.5, 'many', null, true].map((bad) => ({
		name: `Limit ${JSON.stringify(bad)}`,
		parameters: operations['Get many coaches']({ limit: value }),
		good: 1,
		bad,
		message: 'Limit must be a whole number of at least 1',
	})),
	...(
		[
			'Get many athletes',
			'Get many integrations',
			'Get many activities',
			'Get many tests',
			'Search tests',
			'Get activity metrics schema',
		] as const
	).map((name) => ({
		name: `${name} with Limit 0`,
		parameters: operations[name]({ ...oneCoach, limit: value }),
		good: 1,
		bad: 0,
		message: 'Limit must be a whole number of at least 1',
	})),
	{
		name: 'Return All that is neither true nor false',
		parameters: operations['Get many coaches']({ returnAll: value }),
		good: true,
		bad: 'yes',
		message: 'Return All must be true or false',
	},
	...(['successRedirectUrl', 'failureRedirectUrl'] as const).map((field) => ({
		name: `${field} that is no web address`,
		parameters: operations['Create authentication link']({ additionalFields: { [field]: value } }),
		good: 'myapp://login/done',
		bad: 'myclub.example/done',
		message: `${field === 'successRedirectUrl' ? 'Success' : 'Failure'} Redirect URL is not a web address`,
	})),
	{
		name: 'no provider',
		parameters: operations['Create coach']({ ...typed, provider: value }),
		good: 'VALD',
		bad: '',
		message: 'Provider is empty',
	},
	{
		name: 'an empty login',
		parameters: operations['Create coach']({
			...typed,
			provider: 'CATAPULT',
			loginFields: { token: goodIsNewcomer },
		}),
		good: 'good',
		bad: ' ',
		message: 'The login is empty',
	},
	{
		name: 'a login that is an object',
		parameters: operations['Create coach']({
			...typed,
			provider: 'CATAPULT',
			loginFields: { token: goodIsNewcomer },
		}),
		good: 'good',
		bad: { token: 'x' },
		message: 'Login field token must be text',
	},
	{
		name: 'an unknown place for the login',
		parameters: operations['Create coach']({ ...typed, login: value }),
		good: 'typed',
		bad: 'by heart',
		message: 'Login has an unknown value',
	},
	...['provider', 'reference_id', 'coach_id', 'client_id', ''].map((bad) => ({
		name: `an other login field named "${bad}"`,
		parameters: operations['Create coach'](otherField(value)),
		good: 'site_name',
		bad,
		message:
			bad === '' ? 'A login field has no name' : `${bad} cannot be used in Other Login Fields`,
		lookedUp: ['GET /integrations/detailed'],
	})),
	{
		name: 'a login field that the provider does not ask for',
		parameters: operations['Create coach'](otherField(value)),
		good: 'site_name',
		bad: 'password',
		message: 'GYMAWARE has no login field password',
		lookedUp: ['GET /integrations/detailed'],
	},
	{
		name: 'a provider that Terra does not have, with a field by name',
		parameters: operations['Create coach']({
			...otherField('site_name'),
			provider: value,
		}),
		good: 'GYMAWARE',
		bad: 'ACME',
		message: 'Terra has no provider ACME',
		lookedUp: ['GET /integrations/detailed'],
	},
	{
		name: 'a date of creation that is none',
		parameters: operations['Create coach']({
			...typed,
			additionalFields: { ...additionalFields, createdAt: value },
		}),
		good: '2025-05-10T01:07:23.286Z',
		bad: 'long ago',
		message: 'Created At is not a date (long ago)',
	},
];

const accounts = new Accounts();
let account: Account;
let items: object[];

beforeEach(async () => {
	account = await accounts.start({ size: { days: 1 } });
	account.simulator.admin.addCoach({ coach_id: coach });
	account.simulator.admin.addAthlete(coach, { athlete_id: athlete });
	items = itemsFor(account, 3);
});
afterAll(async () => await accounts.closeAll());

const table = cases.map((one): [string, WrongCase] => [one.name, one]);

it.each(table)('%s: refused before anything is sent', async (_, one) => {
	const { error, items: output } = await account.run(one.parameters, {
		items: [{ ...items[0], value: one.bad }],
	});

	expect(account.calls.filter((call) => !one.lookedUp?.includes(call))).toEqual([]);
	expect(output).toEqual([]);
	expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(error?.message).toMatch(/ \[Item 0\]\. [A-Z].*\.$/s);
	expect(error?.message.split(' [Item 0]. ')[0]).toBe(one.message);
});

it.each(table)('%s: also in the last of several items', async (_, one) => {
	const { error, items: output } = await account.run(one.parameters, {
		items: items.map((item, index) => ({ ...item, value: index === 2 ? one.bad : one.good })),
	});

	expect(account.calls.filter((call) => !one.lookedUp?.includes(call))).toEqual([]);
	expect(output).toEqual([]);
	expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 2 } });
	expect(error?.message.split(' [Item 2]. ')[0]).toBe(one.message);
});

it.each(table)('%s: with Continue On Fail the other items go on', async (_, one) => {
	const { error, items: output } = await account.run(one.parameters, {
		items: items.map((item, index) => ({ ...item, value: index === 1 ? one.bad : one.good })),
		onError: 'continueRegularOutput',
	});

	expect(error).toBeUndefined();
	const failed = output.filter(({ json }) => 'error' in json);
	expect(failed).toEqual([
		{
			json: { error: expect.stringContaining(`${one.message} [Item 1]. `) as unknown },
			pairedItem: { item: 1 },
		},
	]);
	expect(account.calls.filter((call) => !one.lookedUp?.includes(call)).length).toBeGreaterThan(0);
});

describe('what n8n finds itself', () => {
	it.each([
		operations['Get athlete'](),
		operations['Get athlete']({ athleteId: byId('') }),
		operations['Delete coach'](),
		operations['Get many tests']({ coachSelection: 'one' }),
		operations['Get many tests']({ coachSelection: 'several', coachIds: [] }),
		operations['Create coach']({ login: 'typed', loginFields: { token: 'x' } }),
	])('a required field that is left empty: %j', async (parameters) => {
		const run = account.run(parameters);
		await expect(run).rejects.toThrow(/node has issues:\n- Parameter ".+" is required/);
		expect(account.calls).toEqual([]);
	});
});

describe('the credential', () => {
	it.each([
		['apiBaseUrl', 'API Base URL', 'api.tryterra.co/v2/teams'],
		['apiBaseUrl', 'API Base URL', 'ftp://api.tryterra.co'],
		['apiBaseUrl', 'API Base URL', 'https://'],
		['apiBaseUrl', 'API Base URL', 'https://api.tryterra.co/v2/teams?x=1'],
		['apiBaseUrl', 'API Base URL', 'https://api.tryterra.co/v2 teams'],
		['widgetBaseUrl', 'Widget Base URL', 'access'],
	])('%s (%s) %s is refused', async (field, label, url) => {
		account.credentials.terraTeamsApi[field] = url;
		const { error } = await account.run(operations['Get many coaches'](), { items });

		expect(account.calls).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(error?.message).toMatch(
			new RegExp(
				`^The ${label} in the Terra Teams credential is not a web address \\[Item 0\\]\\. Enter an address such as https://`,
			),
		);
	});

	it('that is refused gives an error for each item with Continue On Fail', async () => {
		account.credentials.terraTeamsApi.apiBaseUrl = 'nowhere';
		const run = await account.run(operations['Get many coaches'](), {
			items,
			onError: 'continueRegularOutput',
		});
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json, pairedItem }) => [Object.keys(json), pairedItem])).toEqual([
			[['error'], { item: 0 }],
			[['error'], { item: 1 }],
			[['error'], { item: 2 }],
		]);
	});

	it.each([
		['an empty base URL stands for the usual one', ''],
		['blanks stand for the usual one', '  '],
	])('%s', async (_, widgetBaseUrl) => {
		account.credentials.terraTeamsApi.widgetBaseUrl = widgetBaseUrl;
		const { error } = await account.run(operations['Get many coaches']());
		expect(error).toBeUndefined();
	});

	it('takes a base URL with a slash at its end', async () => {
		account.credentials.terraTeamsApi.apiBaseUrl = ` ${account.simulator.apiBaseUrl}/ `;
		const { error } = await account.run(operations['Get many coaches']());
		expect(error).toBeUndefined();
		expect(account.calls).toEqual(['GET /coaches']);
	});

	it.each([
		['is empty', {}, 'The login is empty'],
		[
			'holds no JSON',
			{ otherSecrets: '{site' },
			'Other Login Fields in the credential is not a JSON object',
		],
		[
			'holds a list',
			{ otherSecrets: '["a"]' },
			'Other Login Fields in the credential is not a JSON object',
		],
		[
			'names a reserved field',
			{ otherSecrets: '{"provider":"x"}' },
			'provider cannot be used in Other Login Fields',
		],
		[
			'holds no texts',
			{ token: 't', otherSecrets: '{"site_name":{}}' },
			'Login field site_name must be text',
		],
	])('of a provider login that %s is refused', async (_, login, message) => {
		account.credentials.terraTeamsProviderApi = login;
		const { error } = await account.run(
			operations['Create coach']({ provider: 'GYMAWARE', login: 'credential' }),
		);
		expect(account.calls).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(error?.message.split(' [Item 0]. ')[0]).toBe(message);
	});

	it('of a provider login that is missing is refused', async () => {
		const { error } = await account.run(
			operations['Create coach']({ provider: 'GYMAWARE', login: 'credential' }),
		);
		expect(account.calls).toEqual([]);
		expect(error?.name).toBe('NodeOperationError');
	});
});
