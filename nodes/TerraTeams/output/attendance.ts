import { isJsonObject, type Json, type JsonObject } from '../api/json';
import { readText } from '../api/records';
import type { ActivityMetricReader } from './activityMetrics';
import * as codes from './codes';
import { objectsOf, textsOf } from './jsonLists';
import type { MetricsByKey } from './metric';
import { numbered } from './numbered';
import type { Person, People } from './people';
import { lowerWordOf } from './words';

/** How an athlete took part in an activity or in a period of it. */
export interface Attendance {
	person: Person;
	/** What tells them apart from the others of the same activity or period. */
	key: string;
	/** `full`, `partial` or `unknown`. */
	participation: string | null;
	/** `home` or `away`. */
	homeOrAway: string | null;
	/** What they play as, in the provider's words. */
	function: string | null;
	metrics: MetricsByKey;
}

/** What is found out about an athlete in several places. */
interface Findings extends Pick<Attendance, 'participation' | 'homeOrAway' | 'function'> {
	metrics: Json[];
}

/** The lists of ids in which athletes stand by how they took part. */
const participations = ['full', 'partial', 'unknown'] as const;

/** What the detailed list calls unknown, see {@link codes.participationType}. */
const unknownParticipation = 0;

/**
 * Everyone who appears in an activity or in a period of it: those given, then who stands in the
 * detailed list, in a participation list or in the metrics alone.
 *
 * @param listed who belongs to it in any case
 * @param place the activity or the period; both shapes of `athlete_metrics` are understood in both
 */
export function attendancesOf(
	place: JsonObject,
	people: People,
	listed: readonly Person[],
	readMetrics: ActivityMetricReader,
): Attendance[] {
	const everyone = new Map<Person, Findings>();
	const findings = (person: Person) => {
		let found = everyone.get(person);
		if (!found) {
			found = { participation: null, homeOrAway: null, function: null, metrics: [] };
			everyone.set(person, found);
		}
		return found;
	};
	listed.forEach(findings);
	const entries = objectsOf(place.detailed_athlete_participation).map((entry) => ({
		entry,
		person: people.learn(entry),
	}));
	for (const { entry, person } of entries) {
		const found = findings(person);
		found.participation ??= lowerWordOf(codes.participationType, entry.participation);
		found.homeOrAway ??= lowerWordOf(codes.isHomeFlag, entry.is_home_team);
		found.function ??= readText(entry, 'function');
	}
	for (const [participation, id] of participants(place.athlete_participation)) {
		findings(people.find(id)).participation ??= participation;
	}
	for (const { entry, person } of entries) {
		if (entry.participation === unknownParticipation) findings(person).participation ??= 'unknown';
	}
	for (const [id, metrics] of metricsByAthlete(place.athlete_metrics)) {
		findings(people.find(id)).metrics.push(metrics);
	}
	const keys = numbered(
		[...everyone.keys()].map(({ athlete_id, name }) => athlete_id ?? name ?? 'nobody'),
	);
	return [...everyone].map(([person, { metrics, ...found }], index) => ({
		person,
		key: keys[index] ?? '',
		...found,
		metrics: readMetrics(...metrics),
	}));
}

function participants(lists: Json | undefined): [participation: string, id: string][] {
	if (!isJsonObject(lists)) return [];
	return participations.flatMap((participation) =>
		textsOf(lists[participation]).map((id): [string, string] => [participation, id]),
	);
}

/** Lists of metrics by whose they are: a map by id in activities, a list of entries in periods. */
function metricsByAthlete(metrics: Json | undefined): [id: string | null, list: Json][] {
	if (isJsonObject(metrics)) {
		return Object.entries(metrics).map(([id, list]) => [id, list ?? null]);
	}
	return objectsOf(metrics).map((entry) => [readText(entry, 'athlete_id'), entry.metrics ?? null]);
}
