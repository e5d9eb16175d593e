import type { JsonObject } from '../api/json';
import { readNumber, readText } from '../api/records';
import type { ActivityMetricReader } from './activityMetrics';
import { attendancesOf, type Attendance } from './attendance';
import * as codes from './codes';
import { objectsOf } from './jsonLists';
import type { MetricsByKey } from './metric';
import { numbered } from './numbered';
import { People, type Person } from './people';
import type { SourcedRecord } from './sourcedRecord';
import { lowerWordOf } from './words';

/** A team of an activity. */
export interface Team {
	name: string | null;
	/** `home` or `away`. */
	side: string | null;
}

/** A part of an activity, such as a half or a drill. */
export interface Period {
	id: string | null;
	/** What tells it apart from the other periods of the activity. */
	key: string;
	name: string | null;
	startUs: number | null;
	endUs: number | null;
	attendances: Attendance[];
}

/** An activity in which everyone is found and every metric has its name. */
export interface ActivityContent {
	id: string | null;
	coachId: string | null;
	description: string | null;
	startUs: number | null;
	endUs: number | null;
	/** Seconds east of UTC; 0 may also mean that nobody knows. */
	offsetSeconds: number | null;
	teams: Team[];
	/** Those of no athlete. */
	metrics: MetricsByKey;
	/** The athletes of the whole activity. */
	attendances: Attendance[];
	periods: Period[];
}

/** Reads an activity. */
export function readActivity(
	{ record, coachId }: SourcedRecord,
	readMetrics: ActivityMetricReader,
): ActivityContent {
	const people = new People(record);
	const periods = readPeriods(record, people, readMetrics);
	return {
		id: readText(record, 'activity_id'),
		coachId: coachId ?? readText(record, 'coach_id'),
		description: readText(record, 'description'),
		startUs: readNumber(record, 'start_timestamp_us'),
		endUs: readNumber(record, 'end_timestamp_us'),
		offsetSeconds: readNumber(record, 'tz_offset_seconds'),
		teams: objectsOf(record.teams).map((team) => ({
			name: readText(team, 'name'),
			side: lowerWordOf(codes.isHomeFlag, team.is_home),
		})),
		metrics: readMetrics(record.activity_metrics),
		attendances: withPeriods(attendancesOf(record, people, people.listed, readMetrics), periods),
		periods,
	};
}

function readPeriods(
	activity: JsonObject,
	people: People,
	readMetrics: ActivityMetricReader,
): Period[] {
	const periods = objectsOf(activity.periods);
	const keys = numbered(
		periods.map((period, index) => readText(period, 'period_id') ?? `period_${index + 1}`),
	);
	return periods.map((period, index) => ({
		id: readText(period, 'period_id'),
		key: keys[index] ?? '',
		name: readText(period, 'name'),
		startUs: readNumber(period, 'start_timestamp_us'),
		endUs: readNumber(period, 'end_timestamp_us'),
		attendances: attendancesOf(period, people, [], readMetrics),
	}));
}

/**
 * Fills in what only periods say of an athlete, the side and the function, where all of them that
 * say anything say the same.
 */
function withPeriods(attendances: Attendance[], periods: readonly Period[]): Attendance[] {
	const sides = new Map<Person, Set<string>>();
	const functions = new Map<Person, Set<string>>();
	for (const { person, homeOrAway, function: played } of periods.flatMap((p) => p.attendances)) {
		note(sides, person, homeOrAway);
		note(functions, person, played);
	}
	return attendances.map((attendance) => ({
		...attendance,
		homeOrAway: attendance.homeOrAway ?? onlyOf(sides.get(attendance.person)),
		function: attendance.function ?? onlyOf(functions.get(attendance.person)),
	}));
}

function note(said: Map<Person, Set<string>>, person: Person, word: string | null): void {
	if (word === null) return;
	const words = said.get(person);
	if (words) words.add(word);
	else said.set(person, new Set([word]));
}

function onlyOf(words: ReadonlySet<string> | undefined): string | null {
	const [word, ...others] = words ?? [];
	return word === undefined || others.length > 0 ? null : word;
}
