import type { INodeParameters } from 'n8n-workflow';

import { Accounts, wholeTime, type Account } from './account';
import { activitiesOf, testsOf } from './dataset';
import { fillPicker } from './n8n';
import { byId, operations } from './parameters';

const accounts = new Accounts();
let account: Account;
let vald: string;
let catapult: string;

beforeAll(async () => {
	account = await accounts.start();
	vald = account.coachOf('VALD');
	catapult = account.coachOf('CATAPULT');
});
beforeEach(() => account.simulator.clearRequests());
afterAll(async () => await accounts.closeAll());

const everything = { ...wholeTime, returnAll: true };

async function run(operation: keyof typeof operations, parameters: INodeParameters) {
	const { error, hints, items } = await account.run(
		operations[operation]({ output: 'selectedFields', ...parameters }),
	);
	return { error, hints, records: items.map(({ json }) => json) };
}

async function rows(operation: keyof typeof operations, parameters: INodeParameters) {
	const { items } = await account.run(
		operations[operation]({ output: 'rowPerRecord', ...parameters }),
	);
	return items.map(({ json }) => json);
}

describe('selected fields of tests', () => {
	it('are the id and the chosen columns of rows, in the chosen order', async () => {
		const all = await rows('Get many tests', everything);
		const metric = Object.keys(all[0] ?? {}).find((name) => name.startsWith('jump_height'));
		const selected = ['name', String(metric), 'athlete_name', 'set_1_weight', 'timestamp'];
		const { hints, records } = await run('Get many tests', {
			...everything,
			selectedFields: selected,
		});
		expect(records).toEqual(
			all.map((row) =>
				Object.fromEntries(['test_id', ...selected].map((name) => [name, row[name] ?? null])),
			),
		);
		expect(records.map((record) => Object.keys(record).join())).toEqual(
			records.map(() => ['test_id', ...selected].join()),
		);
		expect(hints).toEqual([]);
	});

	it('keep the place of the id where it is chosen, and take text', async () => {
		const { records } = await run('Get many tests', {
			...everything,
			selectedFields: '={{ "name, test_id" }}',
		});
		expect(Object.keys(records[0] ?? {})).toEqual(['name', 'test_id']);
	});

	it('say which column no record has', async () => {
		const { hints } = await run('Get many tests', {
			...everything,
			selectedFields: ['name', 'jump_hight', 'local_date', 'toString'],
		});
		expect(hints).toEqual([
			'No record has a value for jump_hight, toString. Check the names in Field Names or IDs.',
		]);
	});

	it('look up athletes only where a column tells of them', async () => {
		const parameters = { ...everything, coachSelection: 'one', coachId: byId(vald) };
		await run('Get many tests', { ...parameters, selectedFields: ['name', 'timestamp'] });
		expect(account.calls).toEqual([`GET /coaches/${vald}/tests`]);
		account.simulator.clearRequests();
		await run('Get many tests', { ...parameters, selectedFields: ['athlete_name'] });
		expect(account.calls).toContain(`GET /coaches/${vald}/athletes`);
	});

	it('of 50 tests with five columns are at most 12,000 characters', async () => {
		const metric = 'jump_height_imp_mom_both';
		const { records } = await run('Get many tests', {
			...wholeTime,
			selectedFields: ['athlete_name', 'timestamp', 'name', 'test_type', metric],
		});
		expect(records).toHaveLength(Math.min(50, testsOf(account).length));
		expect((JSON.stringify(records).length / records.length) * 50).toBeLessThanOrEqual(12_000);
	});

	it('are refused where there are none, before anything is sent', async () => {
		const { error } = await run('Get many tests', everything);
		expect(error?.message).toContain('Field Names or IDs is empty');
		expect(account.calls).toEqual([]);
	});
});

describe('selected fields of activities', () => {
	it('are one item for each athlete, and for each period where that is chosen', async () => {
		const all = await rows('Get many activities', everything);
		const whole = await run('Get many activities', {
			...everything,
			selectedFields: ['athlete_name', 'description'],
		});
		const activities = activitiesOf(account) as unknown as { athletes: unknown[] }[];
		const ofActivities = activities.flatMap(({ athletes }) => athletes);
		expect(whole.records).toHaveLength(ofActivities.length);
		expect(Object.keys(whole.records[0] ?? {})).toEqual([
			'activity_id',
			'athlete_id',
			'athlete_name',
			'description',
		]);
		const periods = await run('Get many activities', {
			...everything,
			selectedFields: ['athlete_name', 'period'],
		});
		expect(periods.records).toHaveLength(all.length);
	});

	it('ask for the metrics schema only where a metric is chosen', async () => {
		const parameters = { ...everything, coachSelection: 'one', coachId: byId(catapult) };
		await run('Get many activities', { ...parameters, selectedFields: ['athlete_name'] });
		expect(account.calls).toEqual([`GET /coaches/${catapult}/activities`]);
		account.simulator.clearRequests();
		const all = await rows('Get many activities', parameters);
		const metric = Object.keys(all[0] ?? {}).find((name) => name.startsWith('total_distance'));
		const { records } = await run('Get many activities', {
			...parameters,
			selectedFields: [String(metric)],
		});
		expect(account.calls).toContain(`GET /coaches/${catapult}/activities/metrics/schema`);
		expect(records.some((record) => typeof record[String(metric)] === 'number')).toBe(true);
	});
});

it('gives selected fields of athletes, also those that the simple form leaves out', async () => {
	const { records } = await run('Get many athletes', {
		returnAll: true,
		selectedFields: ['name', 'email', 'created_at'],
	});
	const [first] = account.simulator.dataset.athletes;
	expect(records[0]).toEqual({
		athlete_id: first?.athlete_id,
		name: `${String(first?.first_name)} ${String(first?.last_name)}`,
		email: first?.email,
		created_at: first?.created_at,
	});
});

describe('the picker of fields', () => {
	async function fill(method: string, parameters: INodeParameters) {
		const found = await fillPicker(method, { credentials: account.credentials, parameters });
		return Array.isArray(found) ? found.map(({ value }) => String(value)) : [];
	}

	it('has every column of the rows of recent tests', async () => {
		const recent = account.simulator.admin.addTest(vald, {});
		const one = { coachSelection: 'one', coachId: byId(vald) };
		const [row] = await rows('Get many tests', one);
		expect(row?.test_id).toBe(recent.test_id);
		const values = await fill('getTestFields', operations['Get many tests'](one));
		expect(new Set(values)).toEqual(new Set(Object.keys(row ?? {})));
		expect(values[0]).toBe('athlete_name');
	});

	it('has what is said of the metrics of tests where they are compared with history', async () => {
		account.simulator.admin.addTest(vald, {});
		const one = { coachSelection: 'one', coachId: byId(vald) };
		const alone = await fill('getTestFields', operations['Get many tests'](one));
		const options = { compareWithHistory: true };
		const compared = await fill('getTestFields', { ...operations['Get many tests'](one), options });
		const metric = alone.find((name) => name.includes('_max_')) ?? '';
		const more = compared.filter((name) => !alone.includes(name));
		expect(more).toEqual(
			expect.arrayContaining([`${metric}_z_score`, `${metric}_exceeds_swc`, `${metric}_change`]),
		);
		expect(alone.every((name) => compared.includes(name))).toBe(true);
	});

	it('has the metrics of the schema of activities, without any activity', async () => {
		const one = { coachSelection: 'several', coachIds: [catapult] };
		const all = await rows('Get many activities', { ...everything, ...one });
		const values = await fill('getActivityFields', operations['Get many activities'](one));
		for (const name of Object.keys(all[0] ?? {})) expect(values).toContain(name);
	});

	it('has the fields of athletes, without a request', async () => {
		account.simulator.clearRequests();
		expect(await fill('getAthleteFields', operations['Get many athletes']())).toContain('email');
		expect(account.calls).toEqual([]);
	});

	it('has the fields alone where there are no coaches', async () => {
		const empty = await accounts.start({ size: { coaches: 0, athletes: 0, days: 0 } });
		const parameters = operations['Get many tests']();
		const found = await fillPicker('getTestFields', {
			credentials: empty.credentials,
			parameters,
		});
		expect(Array.isArray(found) && found.length).toBeGreaterThan(10);
	});
});
