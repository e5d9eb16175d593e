import fc from 'fast-check';
import { DateTime } from 'luxon';

import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import {
	searchRange,
	type FoundRecord,
	type RecordSource,
} from '../../../nodes/TerraTeams/queries/rangeSearch';
import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import type { Contract, Simulator } from '../../../simulator';
import { connect, simulators, today } from '../../unit/api/connect';
import { usPerDay } from '../../unit/queries/ranges';

const start = simulators();
const days = 100;
const todayUs = today.getTime() * 1000;

/** An account with records at midnights of several zones, without ids, without times. */
async function startServer(contract: Contract): Promise<Simulator> {
	const server = await start({ contract, size: { coaches: 3, athletes: 6, days } });
	for (const { coach_id: coachId } of server.dataset.coaches) {
		for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
			const midnight = DateTime.fromISO('2026-05-10', { zone }).toMillis() * 1000;
			for (const us of [midnight - 1, midnight, midnight + 1]) {
				server.admin.addTest(coachId, { timestamp_us: us, test_id: null, device: zone });
				server.admin.addActivity(coachId, { start_timestamp_us: us, description: zone });
			}
		}
		server.admin.addTest(coachId, { timestamp_us: null });
		server.admin.addActivity(coachId, { activity_id: undefined, start_timestamp_us: null });
	}
	return server;
}

/** The gateway gives up on ranges of more than `longest` days. */
function failAfterDays(server: Simulator, longest: number): void {
	server.fail({
		match: ({ query, body }) => {
			const asked: Record<string, unknown> = {
				...query,
				...(typeof body === 'object' ? body : {}),
			};
			const spanMs = Date.parse(String(asked.end_time)) - Date.parse(String(asked.start_time));
			// The dates of a search lie up to three days further out.
			return spanMs > (longest + 3) * 86_400_000;
		},
		status: 504,
		times: Infinity,
	});
}

/** Ranges around the data: whole days of a zone, and between any two timestamps. */
const ranges: fc.Arbitrary<TimeRange> = fc.oneof(
	fc
		.record({
			zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Kiritimati'),
			first: fc.integer({ min: -3, max: days }),
			count: fc.integer({ min: 1, max: days }),
		})
		.map(({ zone, first, count }) => {
			const day = DateTime.fromJSDate(today, { zone }).minus({ days: first }).startOf('day');
			const next = day.plus({ days: count });
			return { startUs: day.toMillis() * 1000, endUs: next.toMillis() * 1000 - 1 };
		}),
	fc
		.tuple(fc.integer({ min: 0, max: days * usPerDay }), fc.integer({ min: 0, max: 40 * usPerDay }))
		.map(([before, length]) => ({ startUs: todayUs - before, endUs: todayUs - before + length })),
);

/** What a search must find, straight from the server's data. */
function expected(
	held: readonly FoundRecord<JsonObject>[],
	range: TimeRange,
	timeOf: (record: JsonObject) => unknown,
): string[] {
	return held
		.filter(({ record }) => {
			const us = timeOf(record);
			return typeof us !== 'number' || (us >= range.startUs && us <= range.endUs);
		})
		.map((one) => JSON.stringify(one))
		.sort();
}

function ascending(times: readonly unknown[]): boolean {
	const numbers = times.map((us) => (typeof us === 'number' ? us : Infinity));
	return numbers.every((us, index) => us >= (numbers[index - 1] ?? -Infinity));
}

/** As JSON has it: fields without a value are not sent. */
function asJson(records: readonly unknown[] | undefined): JsonObject[] {
	return JSON.parse(JSON.stringify(records ?? [])) as JsonObject[];
}

describe.each<Contract>(['2025-05', '2026.07', 'both'])('over HTTP, contract %s', (contract) => {
	const kinds = ['activities', 'tests', ...(contract === '2025-05' ? [] : ['searched tests'])];

	let server: Simulator;
	beforeAll(async () => {
		server = await startServer(contract);
	});

	it.each(kinds)('finds exactly the %s that the server has', async (kind) => {
		const { client } = connect(server);
		const coachIds = server.dataset.coaches.map(({ coach_id: id }) => id);
		const timeField = kind === 'activities' ? 'start_timestamp_us' : 'timestamp_us';
		const timeOf = (record: JsonObject) => record[timeField];
		const idField = kind === 'activities' ? 'activity_id' : 'test_id';
		const dataset = coachIds.flatMap((id) =>
			asJson(
				kind === 'activities'
					? server.dataset.activities.get(id)
					: server.dataset.tests.get(id)?.map(({ record }) => record),
			).map((record) => ({ coachId: id, record })),
		);
		const source: RecordSource<JsonObject> = {
			id: ({ [idField]: id }) => (typeof id === 'string' ? id : null),
			timestampUs: (record) => {
				const us = timeOf(record);
				return typeof us === 'number' ? us : null;
			},
			fetch: async (coachId, slice) => {
				if (kind === 'activities') return await client.getActivities(coachId, slice);
				if (kind === 'tests') return await client.getTests(coachId, slice);
				return await client.searchTests(coachId, slice, []);
			},
		};
		await fc.assert(
			fc.asyncProperty(
				ranges,
				fc.option(fc.integer({ min: 2, max: 35 })),
				async (range, slowAfter) => {
					server.clearFaults();
					if (slowAfter !== null) failAfterDays(server, slowAfter);
					server.clearRequests();
					const found = await searchRange(source, coachIds, range);
					const without = found.map(({ coachId, record }) => ({ coachId, record }));
					expect(without.map((one) => JSON.stringify(one)).sort()).toEqual(
						expected(dataset, range, timeOf),
					);
					expect(ascending(found.map(({ record }) => timeOf(record)))).toBe(true);
					expect(server.highestConcurrency).toBeLessThanOrEqual(4);
				},
			),
			{ numRuns: 12 },
		);
	});
});
