import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import {
	lastMetricsSchema,
	metricsSchemasOf,
	type MetricsSchemaSource,
} from '../../../nodes/TerraTeams/queries/metricsSchemas';
import { UnnamedMetricsError } from '../../../nodes/TerraTeams/queries/unnamedMetrics';
import type { MetricSchema } from '../../../nodes/TerraTeams/records/types';
import { failureLike } from '../api/modelServer';

const schemaOf = (key: string): MetricSchema[] => [{ key, display_name: `Name of ${key}` }];

let accounts = 0;

/** A server for an account that no other test has; it notes what it is asked and what is reported. */
class SchemaServer implements MetricsSchemaSource {
	readonly account = `account-${accounts++}`;
	readonly requests: string[] = [];
	readonly reports: UnnamedMetricsError[] = [];
	maxConcurrency = 0;
	answer: (coachId: string) => MetricSchema[] = schemaOf;
	private concurrency = 0;

	readonly getSchema = async (coachId: string) => {
		this.requests.push(coachId);
		this.concurrency += 1;
		this.maxConcurrency = Math.max(this.maxConcurrency, this.concurrency);
		await Promise.resolve();
		this.concurrency -= 1;
		return this.answer(coachId);
	};

	readonly report = (error: UnnamedMetricsError) => {
		this.reports.push(error);
	};

	/** The schema of one coach, which is all that is given. */
	async schemaOf(coachId: string): Promise<MetricSchema[] | undefined> {
		const schemas = await metricsSchemasOf([coachId], this);
		expect([...schemas.keys()]).toEqual([coachId]);
		return schemas.get(coachId);
	}
}

/** A server whose coach has had a schema, and that fails from then on. */
async function failingLater(failure: unknown): Promise<SchemaServer> {
	const server = new SchemaServer();
	await server.schemaOf('coach');
	server.answer = () => {
		throw failure;
	};
	return server;
}

/** What was reported, without the name and the message of the error. */
function reported({ reports }: SchemaServer) {
	return reports.map(({ coachIds, hasLastSchema, failure }) => ({
		coachIds,
		hasLastSchema,
		failure,
	}));
}

describe('the schemas of coaches', () => {
	it('take one request each and keep the order of the coaches', async () => {
		const server = new SchemaServer();
		const schemas = await metricsSchemasOf(['b', 'a', 'b', 'c', 'a'], server);
		expect([...schemas]).toEqual([
			['b', schemaOf('b')],
			['a', schemaOf('a')],
			['c', schemaOf('c')],
		]);
		expect(server.requests).toEqual(['b', 'a', 'c']);
		expect(server.reports).toEqual([]);
	});

	it('are none of no coaches, without a request', async () => {
		const server = new SchemaServer();
		expect(await metricsSchemasOf(new Set<string>(), server)).toEqual(new Map());
		expect(server.requests).toEqual([]);
	});

	it.each([
		[1, 1],
		[4, 4],
		[5, 4],
		[30, 4],
	])('of %i coaches take %i requests at the same time', async (coaches, most) => {
		const server = new SchemaServer();
		const coachIds = Array.from({ length: coaches }, (_, n) => `coach-${n}`);
		const schemas = await metricsSchemasOf(coachIds, server);
		expect([...schemas]).toEqual(coachIds.map((id) => [id, schemaOf(id)]));
		expect(server.requests).toEqual(coachIds);
		expect(server.maxConcurrency).toBe(most);
	});

	it('are asked for each time, and the newest is given', async () => {
		const server = new SchemaServer();
		expect(await server.schemaOf('coach')).toEqual(schemaOf('coach'));
		server.answer = () => schemaOf('newer');
		expect(await server.schemaOf('coach')).toEqual(schemaOf('newer'));
		expect(server.requests).toEqual(['coach', 'coach']);
	});
});

describe('an empty schema', () => {
	it('is given where no other was known, and not reported', async () => {
		const server = new SchemaServer();
		server.answer = () => [];
		expect(await server.schemaOf('coach')).toEqual([]);
		expect(await server.schemaOf('coach')).toEqual([]);
		expect(server.reports).toEqual([]);
	});

	it('is replaced by the last one that was known, and not reported', async () => {
		const server = new SchemaServer();
		await server.schemaOf('coach');
		server.answer = () => [];
		expect(await server.schemaOf('coach')).toEqual(schemaOf('coach'));
		expect(await server.schemaOf('coach')).toEqual(schemaOf('coach'));
		expect(await server.schemaOf('another')).toEqual([]);
		expect(server.reports).toEqual([]);
	});

	it('does not count as a schema that was known', async () => {
		const server = new SchemaServer();
		server.answer = () => [];
		await server.schemaOf('coach');
		const failure = failureLike({ status: 500 });
		server.answer = () => {
			throw failure;
		};
		expect(await server.schemaOf('coach')).toEqual([]);
		expect(reported(server)).toEqual([{ coachIds: ['coach'], hasLastSchema: false, failure }]);
	});
});

describe('a schema that cannot be read', () => {
	const missing = [404, 405, 410, 501].map((status) => ({ failure: failureLike({ status }) }));
	const others = [
		...[400, 401, 403, 429, 500, 502].map((status) => failureLike({ status })),
		failureLike({ problem: 'timed-out' }),
		failureLike({ problem: 'damaged', status: 200 }),
		new Error('no connection'),
		Object.assign(new Error('of another kind'), { status: 404 }),
		{ status: 404 },
		'a text',
		null,
		undefined,
	].map((failure: unknown) => ({ failure }));

	it.each(missing)('is an empty one where the server has none: $failure', async ({ failure }) => {
		const server = new SchemaServer();
		server.answer = () => {
			throw failure;
		};
		expect(await server.schemaOf('coach')).toEqual([]);
		expect(server.reports).toEqual([]);
	});

	it.each(others)('is an empty one and is reported: $failure', async ({ failure }) => {
		const server = new SchemaServer();
		server.answer = () => {
			throw failure;
		};
		expect(await server.schemaOf('coach')).toEqual([]);
		expect(reported(server)).toEqual([{ coachIds: ['coach'], hasLastSchema: false, failure }]);
		expect(server.reports[0]).toBeInstanceOf(UnnamedMetricsError);
		expect(server.reports[0]?.failure).toBe(failure);
	});

	it.each([...missing, ...others])(
		'is the last one that was known and is reported: $failure',
		async ({ failure }) => {
			const server = await failingLater(failure);
			expect(await server.schemaOf('coach')).toEqual(schemaOf('coach'));
			expect(reported(server)).toEqual([{ coachIds: ['coach'], hasLastSchema: true, failure }]);
			expect(server.reports[0]?.failure).toBe(failure);
			expect(await server.schemaOf('coach')).toEqual(schemaOf('coach'));
			expect(server.reports).toHaveLength(2);
		},
	);

	it('leaves the other coaches theirs', async () => {
		const server = new SchemaServer();
		await server.schemaOf('b');
		server.answer = (coachId) => {
			if (coachId === 'c') return schemaOf('c');
			throw failureLike({ status: coachId === 'e' ? 404 : 500 });
		};
		const schemas = await metricsSchemasOf(['a', 'b', 'c', 'd', 'e'], server);
		expect([...schemas]).toEqual([
			['a', []],
			['b', schemaOf('b')],
			['c', schemaOf('c')],
			['d', []],
			['e', []],
		]);
		const failure = expect.any(TerraTeamsError);
		expect(reported(server)).toEqual([
			{ coachIds: ['a'], hasLastSchema: false, failure },
			{ coachIds: ['b'], hasLastSchema: true, failure },
			{ coachIds: ['d'], hasLastSchema: false, failure },
		]);
	});

	it('is not taken from another account', async () => {
		const server = await failingLater(failureLike({ status: 500 }));
		const another = new SchemaServer();
		another.answer = server.answer;
		expect(await another.schemaOf('coach')).toEqual([]);
		expect(reported(another)).toMatchObject([{ coachIds: ['coach'], hasLastSchema: false }]);
	});
});

describe('the last schema', () => {
	it('is empty where none was known', () => {
		expect(lastMetricsSchema('nobody', 'coach')).toEqual([]);
	});

	it('is the last one of this coach and account that was read and was not empty', async () => {
		const server = new SchemaServer();
		await server.schemaOf('coach');
		expect(lastMetricsSchema(server.account, 'coach')).toEqual(schemaOf('coach'));
		server.answer = () => schemaOf('newer');
		await server.schemaOf('coach');
		server.answer = () => [];
		await server.schemaOf('coach');
		server.answer = () => {
			throw failureLike({ status: 404 });
		};
		await server.schemaOf('coach');
		expect(lastMetricsSchema(server.account, 'coach')).toEqual(schemaOf('newer'));
		expect(lastMetricsSchema(server.account, 'another')).toEqual([]);
		expect(lastMetricsSchema('another', 'coach')).toEqual([]);
	});
});
