import type { TerraTeamsClient } from '../api/client';
import type { JsonObject } from '../records/json';
import { metricsSchemasOf } from '../queries/metricsSchemas';
import type { FoundRecord } from '../queries/rangeSearch';
import type { Athlete } from '../records/types';
import { ignoreNotFound } from '../queries/ignoreNotFound';
import { athletesOfTests, type TestAthleteSource } from '../queries/testAthletes';
import { eventItems, type EventOutput, type EventRecord } from './items';
import { readMetricsSchemas, type MetricsSchemaLookup } from '../output/metricsSchema';
import { formJson } from '../output/output';
import type { RecordKind } from '../records/kinds';
import type { OwnedRecord } from '../records/ownedRecord';

/** What finding out about records takes. */
export interface Lookup {
	/** Gives the client, once something has to be asked. */
	connect: () => Promise<TerraTeamsClient>;
	/** Whether there is time for one more request. */
	hasTime: () => boolean;
	/** Is told what failed. */
	warn: (message: string) => void;
}

/**
 * The items for the records of events, with what has to be asked of Terra for them: whose the tests
 * are, and what the activities' metrics stand for. Where that fails, or there is no time for it, the
 * records are given without, since no event must be lost for want of a name.
 */
export async function formEvents(
	events: readonly EventRecord[],
	output: EventOutput,
	lookup: Lookup,
): Promise<JsonObject[]> {
	const { records, schemas } = await lookUp(events, output, lookup);
	return eventItems(records, output.form, schemas);
}

/** The records of one kind alone, as {@link formEvents} has them. */
export async function formRecords(
	kind: RecordKind | null,
	sourced: readonly OwnedRecord[],
	output: EventOutput,
	lookup: Lookup,
): Promise<JsonObject[]> {
	const ofKind = sourced.map((record) => ({ ...record, kind }));
	const { records, schemas } = await lookUp(ofKind, output, lookup);
	return formJson(kind, records, output.form, schemas);
}

type OfKind = OwnedRecord & { kind: RecordKind | null };

async function lookUp<Of extends OfKind>(
	records: readonly Of[],
	{ form, includesAthlete }: EventOutput,
	{ connect, hasTime, warn }: Lookup,
): Promise<{ records: Of[]; schemas: MetricsSchemaLookup }> {
	const inTime = async <Value>(request: () => Promise<Value>): Promise<Value> => {
		if (hasTime()) return await request();
		throw new Error('There was no time to look up all athletes and names of metrics.');
	};
	const ask = async <Value>(
		request: (client: TerraTeamsClient) => Promise<Value>,
	): Promise<Value | null> => {
		try {
			return await request(await inTime(connect));
		} catch (thrown) {
			warn(thrown instanceof Error ? thrown.message : String(thrown));
			return null;
		}
	};
	const athletes = new Map<OfKind, Athlete | null>();
	// A coach that fails must not cost the tests of another coach their athletes.
	for (const tests of includesAthlete ? testsByCoach(records) : []) {
		const found = await ask(async (client) => {
			const source: TestAthleteSource = {
				getCoachAthletes: async (...of) =>
					await inTime(async () => await client.getCoachAthletes(...of)),
				searchTests: async (...of) => await inTime(async () => await client.searchTests(...of)),
			};
			return await athletesOfTests(tests, source);
		});
		tests.forEach(({ of }, index) => athletes.set(of, found?.[index] ?? null));
	}
	const coachIds = records.flatMap(({ kind, coachId }) =>
		kind === 'activity' && form !== 'raw' ? (coachId ?? []) : [],
	);
	const entries = await metricsSchemasOf(
		coachIds,
		async (coachId) =>
			await ask(async (client) => {
				const schema = inTime(async () => await client.getActivityMetricsSchema(coachId));
				return await ignoreNotFound(schema);
			}),
	);
	return {
		records: records.map((record) => ({ ...record, athlete: athletes.get(record) })),
		schemas: readMetricsSchemas(entries),
	};
}

function testsByCoach(records: readonly OfKind[]) {
	const byCoach = new Map<string, (FoundRecord<JsonObject> & { of: OfKind })[]>();
	for (const of of records) {
		const { kind, coachId, record } = of;
		if (kind !== 'test' || coachId === null) continue;
		const tests = byCoach.get(coachId) ?? [];
		byCoach.set(coachId, tests);
		tests.push({ coachId, record, of });
	}
	return byCoach.values();
}
