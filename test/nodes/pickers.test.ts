import type { INodeParameters } from 'n8n-workflow';

import { Accounts, type Account } from './account';
import { fillPicker } from './n8n';
import { byId, operations } from './parameters';

const accounts = new Accounts();
let account: Account;

beforeEach(async () => {
	account = await accounts.start();
});
afterAll(async () => await accounts.closeAll());

/** The names and values of a picker's entries, as the editor shows them. */
async function fill(method: string, filter?: string, parameters?: INodeParameters) {
	const filled = await fillPicker(method, { ...account, filter, parameters });
	return Array.isArray(filled) ? filled : filled.results;
}

describe.each(['searchCoaches', 'getCoaches'])('%s', (method) => {
	it('gives the coaches by provider and reference ID, in alphabetical order', async () => {
		expect(await fill(method)).toEqual([
			{ name: 'team-1-coach (VALD)', value: account.coachOf('VALD') },
			{ name: 'team-2-coach (CATAPULT)', value: account.coachOf('CATAPULT') },
			{ name: 'team-3-coach (GYMAWARE)', value: account.coachOf('GYMAWARE') },
		]);
		expect(account.calls).toEqual(['GET /coaches']);
	});

	it('finds something to call each coach by', async () => {
		const { admin, dataset } = account.simulator;
		dataset.coaches.length = 0;
		admin.addCoach({ coach_id: 'a', reference_id: 'Zebras', provider: 'ACME' });
		admin.addCoach({ coach_id: 'b', reference_id: null, external_coach_id: 'ext-1' });
		admin.addCoach({ coach_id: 'c', reference_id: '', external_coach_id: null });
		admin.addCoach({ coach_id: 'd', reference_id: 'ändern' });
		Object.assign(dataset.coaches.at(-1) ?? {}, { provider: undefined });
		expect(await fill(method)).toEqual([
			{ name: 'ändern', value: 'd' },
			{ name: 'c (VALD)', value: 'c' },
			{ name: 'ext-1 (VALD)', value: 'b' },
			{ name: 'Zebras (ACME)', value: 'a' },
		]);
	});

	it('leaves out a coach without an id, which could not be asked about', async () => {
		account.simulator.fail({ body: { data: [{ reference_id: 'x' }, { coach_id: 7 }, 'odd'] } });
		expect(await fill(method)).toEqual([{ name: '7', value: '7' }]);
	});
});

describe('searchAthletes', () => {
	it('gives the athletes by name, reference ID and provider, in alphabetical order', async () => {
		const found = await fill('searchAthletes');
		const { athletes } = account.simulator.dataset;

		expect(found.map(({ value }) => value).sort()).toEqual(account.athleteIds().sort());
		const named = athletes.find((athlete) => athlete.reference_id);
		expect(found.find(({ value }) => value === named?.athlete_id)?.name).toBe(
			`${String(named?.first_name)} ${String(named?.last_name)} (${String(named?.reference_id)}, ${String(named?.provider)})`,
		);
		const names = found.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(account.calls).toEqual(['GET /athletes']);
	});

	it('finds something to call each athlete by', async () => {
		const { admin, dataset } = account.simulator;
		dataset.athletes.length = 0;
		const nothing = {
			first_name: null,
			last_name: '',
			email: null,
			reference_id: null,
			external_athlete_id: null,
			provider: 'VALD',
		};
		const coach = account.coachOf('VALD');
		admin.addAthlete(coach, { ...nothing, athlete_id: 'a', first_name: 'Zoë', email: 'z@x' });
		admin.addAthlete(coach, { ...nothing, athlete_id: 'b', email: 'b@x', reference_id: 'ref-b' });
		admin.addAthlete(coach, { ...nothing, athlete_id: 'c', external_athlete_id: 'ext-c' });
		admin.addAthlete(coach, { ...nothing, athlete_id: 'd', provider: undefined });
		expect(await fill('searchAthletes')).toEqual([
			{ name: 'b@x (ref-b, VALD)', value: 'b' },
			{ name: 'd', value: 'd' },
			{ name: 'ext-c (VALD)', value: 'c' },
			{ name: 'Zoë (VALD)', value: 'a' },
		]);
	});
});

describe('what is typed into a picker', () => {
	it.each([
		['a part of the label', 'TEAM-2', ['CATAPULT']],
		['the provider in any case, with blanks', ' gymaware ', ['GYMAWARE']],
		['what all have in common', '-coach', ['VALD', 'CATAPULT', 'GYMAWARE']],
		['nothing', '', ['VALD', 'CATAPULT', 'GYMAWARE']],
		['what nobody has', 'nobody', []],
	])('narrows it: %s', async (_, filter, providers) => {
		const values = (await fill('searchCoaches', filter)).map(({ value }) => value);
		expect(values).toEqual(providers.map((provider) => account.coachOf(provider)));
	});

	it('narrows it: an id, or a part of it', async () => {
		const [coach = ''] = account.simulator.dataset.coaches.map(({ coach_id: id }) => id);
		expect((await fill('searchCoaches', coach)).map(({ value }) => value)).toEqual([coach]);
		const [athlete = ''] = account.athleteIds().slice(-1);
		const found = await fill('searchAthletes', athlete.slice(3, 20).toUpperCase());
		expect(found.map(({ value }) => value)).toEqual([athlete]);
	});
});

describe('getAthletes', () => {
	const search = (coachId?: INodeParameters[string] | null) =>
		operations['Search tests'](coachId === undefined ? {} : { coachId: coachId as string });

	it('gives the athletes of the coach that is chosen beside it', async () => {
		const coach = account.coachOf('GYMAWARE');
		const found = await fill('getAthletes', undefined, search(byId(coach)));
		expect(found[0]).toEqual({ name: 'All Athletes', value: 'all' });
		const athletes = found.slice(1).map(({ value }) => value);
		expect(athletes.sort()).toEqual(account.athleteIds(coach).sort());
		expect(account.calls).toEqual([`GET /coaches/${coach}/athletes`]);
	});

	it.each([
		['no coach is chosen yet', byId('')],
		['there is no such field', undefined],
		['the editor does not know the coach', null],
		['the coach is not known before the workflow runs', byId('={{ $json.coach }}')],
	])('gives all athletes where %s', async (_, coachId) => {
		const found = await fill('getAthletes', undefined, search(coachId));
		const athletes = found.slice(1).map(({ value }) => value);
		expect(athletes.sort()).toEqual(account.athleteIds().sort());
		expect(account.calls).toEqual(['GET /athletes']);
	});
});

describe('providers and their login fields', () => {
	it('come from the integrations', async () => {
		expect(await fill('getProviders')).toEqual([
			{ name: 'Catapult', value: 'CATAPULT' },
			{ name: 'GymAware', value: 'GYMAWARE' },
			{ name: 'VALD', value: 'VALD' },
		]);
		expect(account.calls).toEqual(['GET /integrations/detailed']);
	});

	it('are those of the provider that is chosen beside it', async () => {
		const fields = async (provider: string) =>
			await fill('getLoginFields', undefined, operations['Create coach']({ provider }));
		expect(await fields('GYMAWARE')).toEqual([
			{ name: 'Account ID', value: 'client_id' },
			{ name: 'API token', value: 'token' },
			{ name: 'Site', value: 'site_name' },
		]);
		expect(await fields('')).toEqual([]);
		expect(await fields('ACME')).toEqual([]);
	});
});

describe('a picker that cannot be filled', () => {
	const methods = ['searchCoaches', 'searchAthletes', 'getCoaches', 'getAthletes', 'getProviders'];

	it.each(methods)('%s says why: the credential is refused', async (method) => {
		const operation = method.endsWith('Coaches')
			? 'Get many coaches'
			: method.endsWith('Athletes')
				? 'Get many athletes'
				: 'Get many integrations';
		account.simulator.fail({ status: 401, body: { detail: 'No such key.' }, times: Infinity });

		await expect(fill(method, '', operations['Search tests']())).rejects.toMatchObject({
			name: 'NodeApiError',
			httpCode: '401',
			failure: { cause: 'credential-invalid' },
			message: `${operation}: Terra answered 401 (No such key). Check the Dev ID and the API Key in the Terra Teams credential.`,
		});
		expect(account.simulator.requests).toHaveLength(1);
	});

	it.each(methods)('%s says why: the base URL is none', async (method) => {
		account.credentials.terraTeamsApi.apiBaseUrl = 'api';
		await expect(fill(method, '', operations['Search tests']())).rejects.toMatchObject({
			name: 'NodeOperationError',
			message:
				'The API Base URL in the Terra Teams credential is not a web address. Enter an address such as https://api.tryterra.co/v2/teams.',
		});
		expect(account.calls).toEqual([]);
	});
});
