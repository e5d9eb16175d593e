/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { schemaOf } from '../schemas/observedSchema';
import {
	readSchema,
	schemaFile,
	schemaOfTriggers,
	violations,
	webhookTriggerVersion,
	type NodeVersion,
	type OutputSchema,
} from '../schemas/outputSchema';
import { Accounts, today, wholeTime, type Account } from './account';
import { everyOperation, itemsFor } from './everyOperation';
import { byId, operations, type OperationName } from './parameters';
import { Clock } from './trigger/clock';
import { ActiveTrigger } from './trigger/trigger';
import { Receiver } from './webhook/receiver';

/**
 * What the editor shows of an operation's output before the first run, see `nodes/TerraTeams/__schema__`,
 * and that this is what really comes. After a wanted change write the schemas anew with
 * `UPDATE_SCHEMAS=1 npx jest test/nodes/schemas`, then `npm run format`, and read the difference.
 */
const accounts = new Accounts();
afterAll(async () => await accounts.closeAll());

const operationNames = Object.keys(everyOperation) as OperationName[];

/** The operations that have the field Output, each with the address of their records. */
const formed: Partial<Record<OperationName, string>> = {
	'Get athlete': '/athletes/*',
	'Get many activities': '/coaches/*/activities',
	'Get many athletes': '/athletes',
	'Get many tests': '/coaches/*/tests',
	'Search tests': '/coaches/*/tests/search',
};

/** The columns of Row per Metric that comparisons leave empty, so that all fit into one table. */
const emptyColumns: Partial<Record<OperationName, string[]>> = {
	'Compare tests with history': ['rep', 'period', 'activity_id', 'period_id', 'value_text'],
};

/** What is entered to see every field of the output at least once. */
function parametersOf(name: OperationName, account: Account): INodeParameters[] {
	const parameters = { ...everyOperation[name] };
	delete parameters.output;
	if (name === 'Get many tests') return [{ ...parameters, coachSelection: 'all', returnAll: true }];
	if (name === 'Get many athletes') return [operations[name]({ output: 'simplified' })];
	if (name === 'Compare tests with history') {
		return [{ ...parameters, coachSelection: 'all', returnAll: true }];
	}
	if (name === 'Search tests') {
		return ['VALD', 'GYMAWARE'].map((provider) => ({
			...parameters,
			coachId: byId(account.coachOf(provider)),
			athleteIds: ['all'],
			returnAll: true,
		}));
	}
	if (name !== 'Update athlete') return [parameters];
	const updateFields = {
		active: true,
		dateOfBirth: '2001-05-23',
		email: 'zoe@club.example',
		firstName: 'Zoë',
		lastName: 'Lind',
		referenceId: 'club-7',
	};
	return [{ ...parameters, updateFields }];
}

async function outputOf(name: OperationName, account: Account): Promise<object[]> {
	const outputs: object[] = [];
	for (const parameters of parametersOf(name, account)) {
		const { error, items } = await account.run(parameters, { items: itemsFor(account, 1) });
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		outputs.push(...items.map(({ json }) => json));
	}
	return outputs;
}

/** An account whose data has a value in every field; the oldest test has all that tests can have. */
async function fullAccount(contract: 'both' | '2026.07'): Promise<Account> {
	const account = await accounts.start({ contract, size: { athletes: 18 } });
	const { admin, dataset } = account.simulator;
	admin.addHistories(today.getTime());
	const coachId = account.coachOf('VALD');
	for (const [index, { athlete_id: id }] of dataset.athletes.entries()) {
		admin.updateAthlete(id, { reference_id: index % 2 === 0 ? `club-${index}` : null });
	}
	const [lifting] = dataset.tests.get(account.coachOf('GYMAWARE')) ?? [];
	const sets = (lifting?.record.sets ?? []) as object[];
	admin.addTest(
		coachId,
		{
			...lifting?.record,
			test_id: 'full',
			timestamp_us: Date.parse(wholeTime.startTime) * 1000,
			tz_offset_seconds: 3600,
			movement: 1,
			body_region: 1,
			position: 1,
			athlete_weight: 82.5,
			notes: 'After the warm-up',
			sets: sets.map((set) => ({ ...set, side: 1, aspect: 2 })),
		},
		account.athleteIds(coachId)[0],
	);
	admin.addTest(
		coachId,
		{ test_id: "nobody's", timestamp_us: today.getTime() * 1000 - 1000 },
		null,
	);
	return account;
}

/** As {@link outputOf}, for the same records without a single value. */
async function outputOfEmptied(name: OperationName, account: Account): Promise<object[]> {
	const { simulator } = account;
	const { activities, athletes, tests } = simulator.dataset;
	const records = {
		activity: [...activities.values()].flat(),
		athlete: athletes,
		test: [...tests.values()].flat().map(({ record }) => record),
	};
	const [athlete = {}] = athletes;
	const { resource, operation } = everyOperation[name];
	const body = operation === 'get' ? athlete : records[resource as keyof typeof records];
	simulator.fail({ path: formed[name], times: Infinity, body: emptied(body) });
	const outputs = await outputOf(name, account);
	simulator.clearFaults();
	return outputs;
}

function emptied<Value extends object>(value: Value): Value {
	const empty = (_: string, inner: unknown) => (typeof inner === 'object' ? inner : null);
	return JSON.parse(JSON.stringify(value, empty)) as Value;
}

function schemaName(name: OperationName): string {
	const { resource, operation } = everyOperation[name];
	return `${resource as string}/${operation as string}`;
}

function save(name: string, schema: OutputSchema, version?: NodeVersion): void {
	const file = schemaFile(name, version);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, JSON.stringify({ ...schema, version: 1 }, null, 2));
}

describe.each(operationNames)('the output of %s', (name) => {
	it('is what its schema says, in both contracts', async () => {
		const isFormed = name in formed;
		const outputs: object[] = [];
		for (const contract of ['both', '2026.07'] as const) {
			const account = await fullAccount(contract);
			outputs.push(...(await outputOf(name, account)));
			if (isFormed) outputs.push(...(await outputOfEmptied(name, account)));
		}
		const observed = schemaOf(outputs, { asSent: !isFormed, empty: emptyColumns[name] });
		if (process.env.UPDATE_SCHEMAS) save(schemaName(name), observed);

		const schema = readSchema(schemaName(name));
		expect(schema).toEqual({ ...observed, version: 1 });
		expect(outputs.flatMap((output) => violations(schema, output))).toEqual([]);
	}, 60_000);
});

describe('the output of the trigger', () => {
	it('is what its schema says: the event, and what operations give for tests and activities', async () => {
		new Clock(today);
		const { credentials } = await fullAccount('both');
		const trigger = await ActiveTrigger.load({
			credentials,
			parameters: {
				output: 'simplified',
				options: { emitExistingDays: 20, lookBackDays: 20, maxItems: 1000 },
			},
		});
		const outputs = (await trigger.activate()).map(({ json }) => json);
		jest.restoreAllMocks();
		expect(new Set(outputs.map(({ event }) => event))).toEqual(
			new Set(['activity.created', 'test.created']),
		);
		const composed = eventSchema(readSchema('test/getAll'), readSchema('activity/getAll'));
		if (process.env.UPDATE_SCHEMAS) save(schemaOfTriggers, composed);

		const schema = readSchema(schemaOfTriggers);
		expect(schema).toEqual({ ...composed, version: 1 });
		expect(outputs.flatMap((output) => violations(schema, output))).toEqual([]);
		expect(new Set(outputs.flatMap((output) => Object.keys(output)))).toEqual(
			new Set(Object.keys(schema.properties ?? {})),
		);
	}, 60_000);
});

describe('the output of the webhook trigger', () => {
	it('is what its schema says: the event, its headers, and what operations give', async () => {
		const account = await fullAccount('both');
		const { admin, pushes, dataset } = account.simulator;
		account.credentials.terraTeamsApi.webhookSigningSecret = pushes.secret;
		const receiver = await Receiver.open(account.credentials, {});
		pushes.register(receiver.url);
		const coachId = account.coachOf('CATAPULT');
		admin.addAthlete(coachId);
		admin.addCoach({ provider: 'VALD' });
		admin.addActivity(coachId, { ...dataset.activities.get(coachId)?.[0], activity_id: 'new' });
		for (const coach of dataset.coaches) {
			const data = dataset.tests.get(coach.coach_id)?.map(({ record }) => record) ?? [];
			await pushes.push({ type: 'test.retrieved', coach, data });
		}
		await pushes.settled();
		await receiver.close();
		const outputs = receiver.starts.flat().map(({ json }) => json);
		expect(new Set(outputs.map(({ event }) => event)).size).toBe(4);
		const composed = eventSchema(
			...(['test', 'activity', 'athlete', 'coach'] as const).map((resource) =>
				readSchema(`${resource}/getAll`),
			),
		);
		const { event, dedupe_key: key, ...rest } = composed.properties ?? {};
		const headers = {
			trace_id: { type: ['string', 'null'] },
			reference: { type: ['string', 'null'] },
			ordering_timestamp: { type: ['number', 'null'] },
		} satisfies Record<string, OutputSchema>;
		Object.assign(composed, { properties: { event, dedupe_key: key, ...headers, ...rest } });
		if (process.env.UPDATE_SCHEMAS) save(schemaOfTriggers, composed, webhookTriggerVersion);

		const schema = readSchema(schemaOfTriggers, webhookTriggerVersion);
		expect(schema).toEqual({ ...composed, version: 1 });
		expect(outputs.flatMap((output) => violations(schema, output))).toEqual([]);
		expect(new Set(outputs.flatMap((output) => Object.keys(output)))).toEqual(
			new Set(Object.keys(schema.properties ?? {})),
		);
	}, 60_000);
});

/** What is known of an event, and beside it the fields that these have. */
function eventSchema(...records: OutputSchema[]): OutputSchema {
	const merged: Record<string, OutputSchema> = {};
	const metrics: Record<string, OutputSchema> = {};
	const details: Record<string, OutputSchema> = {};
	for (const { properties = {} } of records) {
		Object.assign(merged, properties);
		Object.assign(metrics, properties.metrics?.properties);
		Object.assign(details, properties.details?.properties);
	}
	const isClosed = records.every(({ additionalProperties }) => additionalProperties === false);
	return {
		type: 'object',
		properties: {
			event: { type: 'string' },
			dedupe_key: { type: 'string' },
			...merged,
			coach_id: { type: ['string', 'null'] },
			metrics: { type: 'object', properties: metrics },
			details: { type: 'object', properties: details, additionalProperties: false },
		},
		...(isClosed && { additionalProperties: false }),
	};
}
