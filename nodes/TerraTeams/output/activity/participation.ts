import { isJsonObject, textsOf, type Json } from '../../records/json';
import { readText, recordsOf } from '../../records/readers';
import type {
	Activity,
	AthleteMetricsFields,
	DetailedParticipationFields,
	Period,
} from '../../records/types';
import type { ActivityMetricReader } from './activityMetrics';
import * as codes from '../codes';
import type { MetricsByKey } from '../metric';
import { uniqueNames } from '../uniqueNames';
import type { ActivityAthlete, AthleteIndex } from './athleteIndex';
import { lowerCaseLabelOf } from '../codeLabels';

/** How an athlete took part in an activity or in a period of it. */
export interface Participation {
	athlete: ActivityAthlete;
	/** What tells them apart from the others of the same activity or period. */
	key: string;
	/** `full`, `partial` or `unknown`. */
	extent: string | null;
	/** `home` or `away`. */
	homeOrAway: string | null;
	/** What they play as, in the provider's words. */
	function: string | null;
	metrics: MetricsByKey;
}

/** What is found out about an athlete in several places. */
interface Findings extends Pick<Participation, 'extent' | 'homeOrAway' | 'function'> {
	metrics: Json[];
}

/** The lists of ids in which athletes stand by how they took part. */
const extents = ['full', 'partial', 'unknown'] as const;

/** What the detailed list calls unknown, see {@link codes.participationType}. */
const unknownParticipation = 0;

/**
 * Everyone who appears in an activity or in a period of it: those given, then who stands in the
 * detailed list, in a participation list or in the metrics alone.
 *
 * @param listed who belongs to it in any case
 * @param place the activity or the period; both shapes of `athlete_metrics` are understood in both
 */
export function participationsOf(
	place: Activity | Period,
	athleteIndex: AthleteIndex,
	listed: readonly ActivityAthlete[],
	readMetrics: ActivityMetricReader,
): Participation[] {
	const everyone = new Map<ActivityAthlete, Findings>();
	const findings = (athlete: ActivityAthlete) => {
		let found = everyone.get(athlete);
		if (!found) {
			found = { extent: null, homeOrAway: null, function: null, metrics: [] };
			everyone.set(athlete, found);
		}
		return found;
	};
	listed.forEach(findings);
	const entries = recordsOf<DetailedParticipationFields>(place.detailed_athlete_participation).map(
		(entry) => ({
			entry,
			athlete: athleteIndex.register(entry),
		}),
	);
	for (const { entry, athlete } of entries) {
		const found = findings(athlete);
		found.extent ??= lowerCaseLabelOf(codes.participationType, entry.participation);
		found.homeOrAway ??= lowerCaseLabelOf(codes.isHomeFlag, entry.is_home_team);
		found.function ??= readText(entry, 'function');
	}
	for (const [extent, id] of participants(place.athlete_participation)) {
		findings(athleteIndex.find(id)).extent ??= extent;
	}
	for (const { entry, athlete } of entries) {
		if (entry.participation === unknownParticipation) findings(athlete).extent ??= 'unknown';
	}
	for (const [id, metrics] of metricsByAthlete(place.athlete_metrics)) {
		findings(athleteIndex.find(id)).metrics.push(metrics);
	}
	const keys = uniqueNames(
		[...everyone.keys()].map(({ athlete_id, name }) => athlete_id ?? name ?? 'nobody'),
	);
	return [...everyone].map(([athlete, { metrics, ...found }], index) => ({
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

/** Lists of metrics by whose they are: a map by id in activities, a list of entries in periods. */
function metricsByAthlete(metrics: Json | undefined): [id: string | null, list: Json][] {
	if (isJsonObject(metrics)) {
		return Object.entries(metrics).map(([id, list]) => [id, list ?? null]);
	}
	return recordsOf<AthleteMetricsFields>(metrics).map((entry) => [
		readText(entry, 'athlete_id'),
		entry.metrics ?? null,
	]);
}
