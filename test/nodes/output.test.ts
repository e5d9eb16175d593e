import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../nodes/TerraTeams/records/json';
import { readText } from '../../nodes/TerraTeams/records/readers';
import { formOutput } from '../../nodes/TerraTeams/output/output';
import type { OwnedRecord } from '../../nodes/TerraTeams/records/ownedRecord';
import { Accounts, wholeTime, type Account } from './account';
import type { NodeRun } from './n8n';
import { byId, operations } from './parameters';
import { activitiesOf } from './dataset';
import { inForm } from '../unit/output/settings';

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
afterEach(() => account.simulator.clearFaults());
afterAll(async () => await accounts.closeAll());

const everything = { ...wholeTime, returnAll: true };
const manyTests = operations['Get many tests'];
const manyActivities = operations['Get many activities'];

async function run(parameters: INodeParameters, items?: object[]): Promise<NodeRun> {
	const result = await account.run(parameters, { items });
	expect(result.error).toBeUndefined();
	return result;
}

async function rows(parameters: INodeParameters, items?: object[]): Promise<unknown[]> {
	return (await run(parameters, items)).items.map(({ json }) => json);
}

/** What the simulator knows of all tests, oldest first, with their athletes. */
function sourcedTests(): OwnedRecord[] {
	const { dataset } = account.simulator;
	return [...dataset.tests]
		.flatMap(([coachId, tests]) => tests.map((test) => ({ coachId, ...test })))
		.sort((a, b) => Number(a.record.timestamp_us) - Number(b.record.timestamp_us))
		.map(({ coachId, record, athleteId }) => ({
			coachId,
			record: asSent(record),
			athlete: athleteOf(athleteId),
		}));
}

function athleteOf(athleteId: string | undefined): JsonObject | null {
	const { athletes } = account.simulator.dataset;
	const athlete = athletes.find(({ athlete_id: id }) => id === athleteId);
	return athlete ? asSent(athlete) : null;
}

/** As it comes over the wire. */
function asSent(record: object): JsonObject {
	const parse: (text: string) => JsonObject = JSON.parse;
	return parse(JSON.stringify(record));
}

describe('tests', () => {
	it('are simplified, with the name of each athlete, if nothing else is chosen', async () => {
		const { resource, operation } = manyTests();
		const parameters = { resource: resource ?? '', operation: operation ?? '', ...everything };
		const expected = formOutput('test', sourcedTests(), inForm('simplified')).map(
			({ json }) => json,
		);
		const given = await rows(parameters);
		expect(given).toEqual(expected);
		expect(given).toContainEqual(expect.objectContaining({ athlete_name: expect.any(String) }));
	});

	it.each(['simplified', 'rowPerRecord', 'rowPerMetric', 'raw'] as const)(
		'name athlete and coach in the form %s',
		async (output) => {
			const expected = formOutput('test', sourcedTests(), inForm(output)).map(({ json }) => json);
			// Raw has a switch of its own, which is off.
			const include = { includeAthlete: true, includeAthleteInRaw: true };
			expect(await rows(manyTests({ ...everything, output, ...include }))).toEqual(expected);
		},
	);

	it('take no more requests without their athletes', async () => {
		const expected = sourcedTests().map(({ record, coachId }) => ({ record, coachId }));
		const simplified = formOutput('test', expected, inForm('simplified')).map(({ json }) => json);
		const parameters = { ...everything, output: 'simplified', includeAthlete: false };
		expect(await rows(manyTests(parameters))).toEqual(simplified);
		expect(account.calls).toHaveLength(4);
	});

	it.each([404, 500])('go on without athletes where the search fails with %i', async (status) => {
		account.simulator.fail({ path: '/coaches/*/tests/search', status, times: Infinity });
		const run = await account.run(manyTests({ ...everything, output: 'simplified' }));
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(sourcedTests().length);
		for (const { json } of run.items) {
			expect(json).toMatchObject({ athlete_id: null, athlete_name: null });
		}
		expect(run.hints).toEqual([
			expect.stringMatching(
				new RegExp(
					`^${run.items.length} tests of 2 coaches came without an athlete\\. Search tests: Terra answered ${status}\\b.*Turn off Include Athlete`,
				),
			),
		]);
	});

	it('give one hint for all items of an execution', async () => {
		account.simulator.fail({ path: '/coaches/*/tests/search', status: 404, times: Infinity });
		const items = [{}, {}, {}];
		const { hints } = await account.run(manyTests({ ...everything, output: 'simplified' }), {
			items,
		});
		expect(hints).toHaveLength(1);
		expect(hints[0]).toContain(`${3 * sourcedTests().length} tests of 2 coaches`);
	});

	it('of a search are looked for among the athletes that were asked for', async () => {
		const athleteIds = account.athleteIds(vald).slice(0, 2);
		const parameters = { coachId: byId(vald), athleteIds, ...everything, output: 'rowPerRecord' };
		const given = await rows(operations['Search tests'](parameters));
		const wanted = sourcedTests().filter(({ athlete }) =>
			athleteIds.includes(athlete ? (readText(athlete, 'athlete_id') ?? '') : ''),
		);
		expect(given).toEqual(
			formOutput('test', wanted, inForm('rowPerRecord')).map(({ json }) => json),
		);
		const asked = account.simulator.requests.flatMap(({ body }) =>
			typeof body === 'object' && body !== null && 'athlete_ids' in body ? [body.athlete_ids] : [],
		);
		expect(new Set(asked.flat())).toEqual(new Set(athleteIds));
	});
});

describe('activities', () => {
	it.each(['simplified', 'rowPerRecord', 'rowPerMetric', 'raw'] as const)(
		'are given in the form %s, the metrics schema asked for once a coach',
		async (output) => {
			const given = await rows(manyActivities({ ...everything, output }));
			expect(given.length).toBeGreaterThanOrEqual(activitiesOf(account).length);
			const schemas = account.calls.filter((call) => call.endsWith('/metrics/schema'));
			expect(schemas).toHaveLength(output === 'raw' ? 0 : 1);
			if (output === 'rowPerMetric') {
				expect(given).toContainEqual(
					expect.objectContaining({ metric_key: 'total_distance_m', unit: 'm' }),
				);
			}
		},
	);

	it('keep the names that Terra sends where there is no metrics schema', async () => {
		account.simulator.fail({ path: `/coaches/${catapult}/activities/metrics/schema`, status: 404 });
		const given = await rows(manyActivities({ ...everything, output: 'rowPerMetric' }));
		expect(given.length).toBeGreaterThan(0);
	});

	it.each([
		['fails', { status: 500 }],
		['is refused', { status: 403 }],
		['is gone', { status: 404 }],
		['comes back empty', { status: 200, body: '' }],
	])('keep their columns where the metrics schema %s', async (_, fault) => {
		const parameters = manyActivities({ ...everything, output: 'rowPerRecord' });
		const before = await rows(parameters);
		const path = `/coaches/${catapult}/activities/metrics/schema`;
		account.simulator.fail({ path, ...fault, times: Infinity });
		const { items, hints } = await account.run(parameters);
		expect(items.map(({ json }) => json)).toEqual(before);
		if (fault.status !== 200) expect(hints).toEqual([expect.stringContaining(catapult)]);
	});

	it('come without display names, and say so, where no metrics schema was ever read', async () => {
		const other = await accounts.start();
		const path = '/coaches/*/activities/metrics/schema';
		other.simulator.fail({ path, status: 500, times: Infinity });
		const { items, hints, error } = await other.run(
			manyActivities({ ...everything, output: 'simplified' }),
		);
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		expect(hints).toEqual([
			expect.stringMatching(
				/^The activity metrics of coach \S+ have no display names\. Get activity/,
			),
		]);
	});
});

describe('athletes', () => {
	it('are simplified if nothing else is chosen', async () => {
		const [first] = account.simulator.dataset.athletes;
		const parameters = { resource: 'athlete', operation: 'getAll', returnAll: true };
		const [given] = await rows(parameters);
		expect(Object.keys(Object(given))).toHaveLength(10);
		expect(given).toMatchObject({
			athlete_id: first?.athlete_id,
			name: [first?.first_name, first?.last_name].join(' '),
		});
		const get = { resource: 'athlete', operation: 'get', athleteId: byId(first?.athlete_id ?? '') };
		expect(await rows(get)).toEqual([given]);
	});
});

it('gives the rows of all input items the same columns in the same order', async () => {
	const coaches = [{ coach: vald }, { coach: account.coachOf('GYMAWARE') }, { coach: catapult }];
	const one = { coachSelection: 'one', coachId: byId('={{ $json.coach }}') };
	const parameters = { ...everything, ...one, output: 'rowPerRecord', includeAthlete: false };
	const { items } = await run(manyTests(parameters), coaches);
	const columns = new Set(items.map(({ json }) => Object.keys(json).join()));
	expect(columns.size).toBe(1);
	const sources = new Set(items.map(({ pairedItem }) => JSON.stringify(pairedItem)));
	expect(sources.size).toBe(2);
});

it('refuses a form that does not exist, before anything is sent', async () => {
	const { error } = await account.run(manyTests({ ...everything, output: '={{ "xml" }}' }));
	expect(error?.message).toContain('Output has an unknown value');
	expect(account.calls).toEqual([]);
});
