import type { TerraTeamsClient } from './api/client';
import type { JsonObject } from './api/json';
import { metricsSchemasOf } from './api/metricsSchemas';
import type { FoundRecord } from './api/rangeSearch';
import type { Athlete, MetricSchema } from './api/records';
import { ifServed } from './api/served';
import { athletesOfTests } from './api/testAthletes';
import { eventItems, type EventRecord } from './output/eventItems';
import { readMetricsSchemas } from './output/metricsSchema';
import type { OutputForm } from './output/outputForm';

/** In which form a trigger gives records, and whether it finds out whose tests are. */
export interface EventOutput {
	form: OutputForm;
	includesAthlete: boolean;
}

/**
 * The items for the records of events, with what has to be asked of Terra for them: whose the tests
 * are, and what the activities' metrics stand for. Where that fails the records are given without,
 * since no event must be lost for want of a name.
 *
 * @param warn is told what failed
 */
export async function formEvents(
	events: readonly EventRecord[],
	{ form, includesAthlete }: EventOutput,
	client: TerraTeamsClient,
	warn: (message: string) => void,
): Promise<JsonObject[]> {
	const orElse = async <Value>(request: Promise<Value>, value: Value): Promise<Value> => {
		try {
			return await request;
		} catch (thrown) {
			warn(thrown instanceof Error ? thrown.message : String(thrown));
			return value;
		}
	};
	const athletes = new Map<EventRecord, Athlete | null>();
	if (includesAthlete) {
		for (const tests of testsByCoach(events)) {
			const found = await orElse(athletesOfTests(tests, client), []);
			tests.forEach(({ event }, index) => athletes.set(event, found[index] ?? null));
		}
	}
	const schemas = await metricsSchemasOf(
		form === 'raw' ? [] : coachesOfActivities(events),
		async (coachId): Promise<MetricSchema[] | null> =>
			await orElse(ifServed(client.getActivityMetricsSchema(coachId)), null),
	);
	const sourced = events.map((event) => ({ ...event, athlete: athletes.get(event) }));
	return eventItems(sourced, form, readMetricsSchemas(schemas));
}

type TestEvent = FoundRecord<EventRecord['record']> & { event: EventRecord };

/** A coach that fails must not cost the tests of another coach their athletes. */
function testsByCoach(events: readonly EventRecord[]): Iterable<TestEvent[]> {
	const byCoach = new Map<string, TestEvent[]>();
	for (const event of events) {
		const { kind, coachId, record } = event;
		if (kind !== 'test' || coachId === null) continue;
		const tests = byCoach.get(coachId) ?? [];
		byCoach.set(coachId, tests);
		tests.push({ coachId, record, event });
	}
	return byCoach.values();
}

function coachesOfActivities(events: readonly EventRecord[]): string[] {
	return events.flatMap(({ kind, coachId }) => (kind === 'activity' ? (coachId ?? []) : []));
}
