import { isJsonObject, textsOf, type Json } from '../../records/json';
import { readText, recordsOf } from '../../records/readers';
import type {
	Activity,
	AthleteMetricsFields,
	DetailedParticipationFields,
	Period,
} from '../../records/types';
import { lowerCaseLabelOf } from '../codeLabels';
import * as codes from '../codes';
import type { MetricsByKey } from '../metric';
import { uniqueNames } from '../uniqueNames';
import type { ActivityMetricReader } from './activityMetrics';
import type { ActivityAthlete, AthleteIndex } from './athleteIndex';

/** How an athlete took part in an activity or in a period of it. */
export interface Participation {
	athlete: ActivityAthlete;
	/** Identifies the athlete among the others of the same activity or period. */
	key: string;
	/** `full`, `partial` or `unknown`. */
	extent: string | null;
	/** `home` or `away`. */
	homeOrAway: string | null;
	/** The role of the athlete, as the provider calls it. */
	function: string | null;
	metrics: MetricsByKey;
}

/** What several lists say about an athlete. */
interface AthleteFacts extends Pick<Participation, 'extent' | 'homeOrAway' | 'function'> {
	metrics: Json[];
}

/** The lists of athletes' ids, by the extent of participation. */
const extents = ['full', 'partial', 'unknown'] as const;

/** The code for unknown in the detailed list, see {@link codes.participationType}. */
const unknownParticipation = 0;

/**
 * All athletes of an activity or of a period: the given ones, then those of the detailed list, of
 * the participation lists, and of the metrics.
 *
 * @param place the activity or the period; `athlete_metrics` may have either shape in both
 * @param listed the athletes that belong to it in any case
 */
export function participationsOf(
	place: Activity | Period,
	athleteIndex: AthleteIndex,
	listed: readonly ActivityAthlete[],
	readMetrics: ActivityMetricReader,
): Participation[] {
	const factsByAthlete = new Map<ActivityAthlete, AthleteFacts>();
	const factsOf = (athlete: ActivityAthlete) => {
		let found = factsByAthlete.get(athlete);
		if (!found) {
			found = { extent: null, homeOrAway: null, function: null, metrics: [] };
			factsByAthlete.set(athlete, found);
		}
		return found;
	};
	listed.forEach(factsOf);
	const entries = recordsOf<DetailedParticipationFields>(place.detailed_athlete_participation).map(
		(entry) => ({
			entry,
			athlete: athleteIndex.register(entry),
		}),
	);
	for (const { entry, athlete } of entries) {
		const found = factsOf(athlete);
		found.extent ??= lowerCaseLabelOf(codes.participationType, entry.participation);
		found.homeOrAway ??= lowerCaseLabelOf(codes.isHomeFlag, entry.is_home_team);
		found.function ??= readText(entry, 'function');
	}
	for (const [extent, id] of participants(place.athlete_participation)) {
		factsOf(athleteIndex.find(id)).extent ??= extent;
	}
	for (const { entry, athlete } of entries) {
		if (entry.participation === unknownParticipation) factsOf(athlete).extent ??= 'unknown';
	}
	for (const [id, metrics] of metricsByAthlete(place.athlete_metrics)) {
		factsOf(athleteIndex.find(id)).metrics.push(metrics);
	}
	const keys = uniqueNames(
		[...factsByAthlete.keys()].map(({ athlete_id, name }) => athlete_id ?? name ?? 'nobody'),
	);
	return [...factsByAthlete].map(([athlete, { metrics, ...found }], index) => ({
		athlete,
		key: keys[index] ?? '',
		...found,
		metrics: readMetrics(...metrics),
	}));
}

function participants(lists: Json | undefined): [extent: string, id: string][] {
	if (!isJsonObject(lists)) return [];
	return extents.flatMap((extent) =>
		textsOf(lists[extent]).map((id): [string, string] => [extent, id]),
	);
}

/** Lists of metrics by athlete id: a map in activities, a list of entries in periods. */
function metricsByAthlete(metrics: Json | undefined): [id: string | null, list: Json][] {
	if (isJsonObject(metrics)) {
		return Object.entries(metrics).map(([id, list]) => [id, list ?? null]);
	}
	return recordsOf<AthleteMetricsFields>(metrics).map((entry) => [
		readText(entry, 'athlete_id'),
		entry.metrics ?? null,
	]);
}
