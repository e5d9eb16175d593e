import type { OwnedRecord } from '../../records/ownedRecord';
import { readCoachId, readNumber, readText, readTimeUs, recordsOf } from '../../records/readers';
import type { Activity, PeriodFields, TeamFields } from '../../records/types';
import { lowerCaseLabelOf } from '../codeLabels';
import * as codes from '../codes';
import type { MetricsByKey } from '../metric';
import { localDate } from '../times';
import { uniqueNames } from '../uniqueNames';
import type { ActivityMetricReader } from './activityMetrics';
import { AthleteIndex, type ActivityAthlete } from './athleteIndex';
import { participationsOf, type Participation } from './participation';

/** A team of an activity. */
export interface Team {
	name: string | null;
	/** `home` or `away`. */
	side: string | null;
}

/** A part of an activity, such as a half or a drill. */
export interface Period {
	id: string | null;
	/** Identifies it among the periods of the activity. */
	key: string;
	name: string | null;
	startUs: number | null;
	endUs: number | null;
	participations: Participation[];
}

/** An activity with its athletes found and its metrics named. */
export interface ActivityContent {
	id: string | null;
	coachId: string | null;
	description: string | null;
	startUs: number | null;
	endUs: number | null;
	/** Seconds east of UTC; 0 may also mean that it is not known. */
	offsetSeconds: number | null;
	/** The day at the place, of a time in microseconds. */
	dayOf: (us: number | null) => string | null;
	teams: Team[];
	/** The metrics of the activity itself. */
	metrics: MetricsByKey;
	/** The athletes of the whole activity. */
	participations: Participation[];
	periods: Period[];
}

/** @param timeZone the workflow's, for the day of an activity whose offset is not known */
export function readActivity(
	{ record, coachId }: OwnedRecord,
	readMetrics: ActivityMetricReader,
	timeZone: string,
): ActivityContent {
	const activity: Activity = record;
	const athleteIndex = new AthleteIndex(activity);
	const offsetSeconds = readNumber(activity, 'tz_offset_seconds');
	const periods = readPeriods(activity, athleteIndex, readMetrics);
	return {
		id: readText(activity, 'activity_id'),
		coachId: coachId ?? readCoachId(activity),
		description: readText(activity, 'description'),
		startUs: readTimeUs(activity, 'start_timestamp_us'),
		endUs: readTimeUs(activity, 'end_timestamp_us'),
		offsetSeconds,
		dayOf: (us) => localDate(us, offsetSeconds, timeZone),
		teams: recordsOf<TeamFields>(activity.teams).map((team) => ({
			name: readText(team, 'name'),
			side: lowerCaseLabelOf(codes.isHomeFlag, team.is_home),
		})),
		metrics: readMetrics(activity.activity_metrics),
		participations: withPeriods(
			participationsOf(activity, athleteIndex, athleteIndex.listed, readMetrics),
			periods,
		),
		periods,
	};
}

/**
 * An activity as it concerns some athletes.
 *
 * @param athleteIds empty for all
 */
export function ofAthletes(
	activity: ActivityContent,
	athleteIds: ReadonlySet<string>,
): ActivityContent {
	if (athleteIds.size === 0) return activity;
	const only = (participations: Participation[]) =>
		participations.filter(({ athlete }) => athleteIds.has(athlete.athlete_id ?? ''));
	return {
		...activity,
		participations: only(activity.participations),
		periods: activity.periods.map((period) => ({
			...period,
			participations: only(period.participations),
		})),
	};
}

/** The ids of all athletes that an activity or a period of it names. */
export function athleteIdsOf(activity: Activity): string[] {
	const owned = { record: activity, coachId: null };
	const { participations, periods } = readActivity(owned, () => new Map(), 'UTC');
	const all = [...participations, ...periods.flatMap((period) => period.participations)];
	return all.flatMap(({ athlete }) => athlete.athlete_id ?? []);
}

function readPeriods(
	activity: Activity,
	athleteIndex: AthleteIndex,
	readMetrics: ActivityMetricReader,
): Period[] {
	const periods = recordsOf<PeriodFields>(activity.periods);
	const keys = uniqueNames(
		periods.map((period, index) => readText(period, 'period_id') ?? `period_${index + 1}`),
	);
	return periods.map((period, index) => ({
		id: readText(period, 'period_id'),
		key: keys[index] ?? '',
		name: readText(period, 'name'),
		startUs: readTimeUs(period, 'start_timestamp_us'),
		endUs: readTimeUs(period, 'end_timestamp_us'),
		participations: participationsOf(period, athleteIndex, [], readMetrics),
	}));
}

/**
 * Fills in the side and the function of an athlete, which only periods have, where the periods
 * agree.
 */
function withPeriods(participations: Participation[], periods: readonly Period[]): Participation[] {
	const sides = new Map<ActivityAthlete, Set<string>>();
	const functions = new Map<ActivityAthlete, Set<string>>();
	for (const { athlete, homeOrAway, function: role } of periods.flatMap((p) => p.participations)) {
		addValue(sides, athlete, homeOrAway);
		addValue(functions, athlete, role);
	}
	return participations.map((participation) => ({
		...participation,
		homeOrAway: participation.homeOrAway ?? onlyOf(sides.get(participation.athlete)),
		function: participation.function ?? onlyOf(functions.get(participation.athlete)),
	}));
}

function addValue(
	valuesByAthlete: Map<ActivityAthlete, Set<string>>,
	athlete: ActivityAthlete,
	value: string | null,
): void {
	if (value === null) return;
	const values = valuesByAthlete.get(athlete);
	if (values) values.add(value);
	else valuesByAthlete.set(athlete, new Set([value]));
}

function onlyOf(values: ReadonlySet<string> | undefined): string | null {
	const [value, ...others] = values ?? [];
	return value === undefined || others.length > 0 ? null : value;
}
