import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import {
	readMetricsSchema,
	type MetricsSchemaLookup,
} from '../../../nodes/TerraTeams/output/metricsSchema';
import type { OwnedRecord } from '../../../nodes/TerraTeams/records/ownedRecord';
import { generateDataset } from '../../../simulator/generate/dataset';
import type { ActivityRecord, OwnedTest } from '../../../simulator/records';

const dataset = generateDataset(1, Date.UTC(2026, 10, 24), { athletes: 9, days: 14 });

/** Tests that show how VALD and GymAware differ. */
const testNames = ['Countermovement Jump', 'Hip AD/AB', 'Nordic', null, 'Hang Power Clean'];

/** One of each, the first that the simulated account has, and whose they are. */
export const goldenTests = testNames.flatMap((name) => {
	const found = owned(dataset.tests).find(({ item }) => item.record.display_name === name);
	return found ? [testOf(found)] : [];
});

/** The first match and the first training session. */
export const goldenActivities = ['Match', 'MD-'].flatMap((start) =>
	owned(dataset.activities)
		.filter(({ item }) => String(item.description).startsWith(start))
		.slice(0, 1)
		.map(({ coachId, item }) => ({ coachId, record: json(item) })),
);

/** An athlete of each coach. */
export const goldenAthletes: OwnedRecord[] = dataset.coaches.flatMap(({ coach_id: coachId }) =>
	dataset.athletes
		.filter((athlete) => athlete.coach_id === coachId)
		.slice(0, 1)
		.map((athlete) => ({ coachId, record: json(athlete) })),
);

export const goldenSchemas: MetricsSchemaLookup = new Map(
	[...dataset.metricsSchemas].map(([coachId, entries]) => [
		coachId,
		readMetricsSchema(entries.map(json)),
	]),
);

function owned<Item extends OwnedTest | ActivityRecord>(map: ReadonlyMap<string, Item[]>) {
	return [...map].flatMap(([coachId, items]) => items.map((item) => ({ coachId, item })));
}

function testOf({ coachId, item }: { coachId: string; item: OwnedTest }): OwnedRecord {
	const athlete = dataset.athletes.find(({ athlete_id: id }) => id === item.athleteId);
	return { coachId, record: json(item.record), athlete: athlete ? json(athlete) : null };
}

/** As it comes from the server. */
function json(record: object): JsonObject {
	return JSON.parse(JSON.stringify(record)) as JsonObject;
}
