import type { INodeParameters } from 'n8n-workflow';

import { testName } from '../../nodes/TerraTeams/output/test/testFacts';
import type { Test } from '../../nodes/TerraTeams/records/types';
import type { TestRecord } from '../../simulator';
import { Accounts, wholeTime, type Account } from './account';
import { activitiesOf, expectRecords, testsOf, testsOfAthletes } from './dataset';
import { byId, operations } from './parameters';

const accounts = new Accounts();
let account: Account;
let vald: string;

beforeAll(async () => {
	account = await accounts.start();
	vald = account.coachOf('VALD');
});
beforeEach(() => account.simulator.clearRequests());
afterAll(async () => await accounts.closeAll());

const everything = { ...wholeTime, returnAll: true };
const jumps = 'Countermovement Jump';

/** What the tests need to know of a generated activity. */
interface GeneratedActivity {
	activity_id: string;
	description: string;
	teams: { name: string }[];
	athletes: { athlete_id: string }[];
}

function generatedActivities(): GeneratedActivity[] {
	return activitiesOf(account) as unknown as GeneratedActivity[];
}

function nameOf(test: TestRecord): string {
	return testName(test as Test) ?? '';
}

function isJump({ test_type: type }: TestRecord): boolean {
	return type === 2;
}

async function run(operation: keyof typeof operations, parameters: INodeParameters) {
	const { error, hints, items } = await account.run(operations[operation](parameters));
	return { error, hints, records: items.map(({ json }) => json) };
}

describe('the filters of tests', () => {
	it('keep the tests of some types, before the limit', async () => {
		const wanted = testsOf(account).filter(isJump);
		const filters = { testTypes: [jumps] };
		expect(wanted.length).toBeGreaterThan(3);
		const all = await run('Get many tests', { ...everything, filters });
		expectRecords(all.records, wanted);
		expect(all.hints).toEqual([]);

		const limited = await run('Get many tests', { ...wholeTime, limit: 3, filters });
		expectRecords(limited.records, wanted.slice(0, 3));
		expect(limited.hints).toEqual([
			`${wanted.length} tests pass the filters, and the limit of 3 leaves out ${wanted.length - 3} of them. To get them all, turn on Return All.`,
		]);
	});

	it('know exercises as types, and take text in any case', async () => {
		const gymAware = account.coachOf('GYMAWARE');
		const [first] = testsOf(account, [gymAware]);
		const name = first ? nameOf({ ...first, display_name: null }) : '';
		const wanted = testsOf(account).filter((test) => test.exercise_type === first?.exercise_type);
		const filters = { testTypes: `={{ "${name.toUpperCase()}" }}` };
		const { records } = await run('Get many tests', { ...everything, filters });
		expectRecords(records, wanted);
	});

	it('keep those of a category, and those with a text in their name', async () => {
		const byCategory = await run('Get many tests', {
			...everything,
			filters: { categories: ['Strength'] },
		});
		expectRecords(
			byCategory.records,
			testsOf(account).filter(({ category }) => category === 2),
		);
		const byName = await run('Get many tests', {
			...everything,
			filters: { nameContains: ' JUMP ' },
		});
		const named = testsOf(account).filter((test) => /jump/i.test(nameOf(test)));
		expect(named.length).toBeGreaterThan(3);
		expectRecords(byName.records, named);
	});

	it('ask for the tests of some athletes alone, and of their coaches', async () => {
		const ids = account.athleteIds(vald).slice(0, 2);
		const { records } = await run('Get many tests', {
			...everything,
			filters: { athleteIds: ids },
		});
		expectRecords(records, testsOfAthletes(account, vald, ids));
		expect(account.calls).toEqual([
			'GET /coaches',
			'GET /athletes',
			`POST /coaches/${vald}/tests/search`,
		]);
		expect(account.simulator.requests[2]?.body).toMatchObject({ athlete_ids: ids });
	});

	it('name the tests of some athletes', async () => {
		const ids = account.athleteIds(vald).slice(3, 5);
		const { records } = await run('Get many tests', {
			...everything,
			coachSelection: 'one',
			coachId: byId(vald),
			filters: { athleteIds: ids },
			output: 'simplified',
		});
		const expected = testsOfAthletes(account, vald, ids);
		expect(records.map(({ test_id: id }) => id)).toEqual(expected.map(({ test_id: id }) => id));
		expect(new Set(records.map(({ athlete_id: id }) => id))).toEqual(new Set(ids));
	});

	it('save the look-up of what they leave out', async () => {
		const parameters = { ...everything, coachSelection: 'one', coachId: byId(vald) };
		await run('Get many tests', {
			...parameters,
			output: 'simplified',
			filters: { nameContains: 'nothing has this name' },
		});
		expect(account.calls).toEqual([`GET /coaches/${vald}/tests`]);
	});

	it('apply to a search', async () => {
		const ids = account.athleteIds(vald);
		const { records } = await run('Search tests', {
			...everything,
			coachId: byId(vald),
			athleteIds: ids,
			filters: { testTypes: [jumps] },
		});
		expectRecords(records, testsOfAthletes(account, vald, ids).filter(isJump));
	});

	it('say so where nothing passes', async () => {
		const { hints, records } = await run('Get many tests', {
			...everything,
			filters: { nameContains: 'zzz' },
		});
		expect(records).toEqual([]);
		expect(hints).toEqual([
			`None of the ${testsOf(account).length} tests between 2026-06-11 00:00 and 2026-06-30 23:59 passes the filters. Loosen the filters.`,
		]);
	});
});

describe('the filters of activities', () => {
	it('keep those with a text in their description, of a team, or of athletes', async () => {
		const all = generatedActivities();
		const description = String(all[0]?.description);
		const named = await run('Get many activities', {
			...everything,
			filters: { nameContains: description.slice(1).toUpperCase() },
		});
		expectRecords(
			named.records,
			all.filter((one) => one.description.includes(description.slice(1))),
		);
		const team = String(all.flatMap(({ teams }) => teams)[0]?.name);
		const ofTeam = await run('Get many activities', {
			...everything,
			filters: { teamContains: team.toLowerCase() },
		});
		expectRecords(
			ofTeam.records,
			all.filter(({ teams }) => teams.some(({ name }) => name === team)),
		);
		const [athlete] = all.flatMap(({ athletes }) => athletes).slice(-1);
		const id = String(athlete?.athlete_id);
		const ofAthlete = await run('Get many activities', {
			...everything,
			filters: { athleteIds: [id] },
		});
		expectRecords(
			ofAthlete.records,
			all.filter(({ athletes }) => athletes.some(({ athlete_id: one }) => one === id)),
		);
	});

	it('give the rows of the chosen athletes alone', async () => {
		const [athlete] = generatedActivities().flatMap(({ athletes }) => athletes);
		const { records } = await run('Get many activities', {
			...everything,
			output: 'rowPerRecord',
			filters: { athleteIds: [String(athlete?.athlete_id)] },
		});
		expect(records.length).toBeGreaterThan(1);
		expect(new Set(records.map(({ athlete_id: id }) => id))).toEqual(
			new Set([athlete?.athlete_id]),
		);
	});
});

it('keeps active athletes, or the others, and those with a text in their name', async () => {
	const { athletes } = account.simulator.dataset;
	for (const active of [true, false]) {
		const { records } = await run('Get many athletes', { returnAll: true, filters: { active } });
		expect(records).toHaveLength(athletes.filter((one) => one.active === active).length);
	}
	const name = String(athletes[0]?.last_name);
	const { records } = await run('Get many athletes', {
		returnAll: true,
		filters: { nameContains: name.toLowerCase() },
	});
	expect(records.map(({ athlete_id: id }) => id)).toContain(athletes[0]?.athlete_id);
	for (const one of records) expect(one.last_name).toEqual(expect.stringContaining(name));
});

it.each([
	[{ nameContains: '={{ "" }}' }, 'The filter Name Contains is empty'],
	[{ athleteIds: '={{ [] }}' }, 'The filter Athlete Names or IDs is empty'],
	[{ athleteIds: '={{ [$json.nobody] }}' }, 'The filter Athlete Names or IDs is empty'],
	[{ testTypes: '={{ $json.nothing }}' }, 'The filter Test Types is empty'],
	[{ testTypes: ['Triple Jump'] }, 'Test Types has no "triple jump"'],
	[{ categories: ['Cardio'] }, 'Category has no "cardio"'],
])('refuses %j, before anything is sent', async (filters, message) => {
	const { error, records } = await run('Get many tests', { ...everything, filters });
	expect(error?.message).toContain(message);
	expect(records).toEqual([]);
	expect(account.calls).toEqual([]);
});

it('takes filters that were added and left alone for none', async () => {
	const filters = { nameContains: '', athleteIds: [], testTypes: [], categories: [] };
	const { records } = await run('Get many tests', { ...everything, filters });
	expectRecords(records, testsOf(account));
});

it('does not filter what Terra delivers elsewhere, and says so', async () => {
	const { error } = await run('Get many tests', {
		...everything,
		filters: { nameContains: 'jump' },
		options: { deliverTo: 'destination' },
	});
	expect(error?.message).toContain('Filters cannot be combined with a delivery');
	expect(account.calls).toEqual([]);
});
