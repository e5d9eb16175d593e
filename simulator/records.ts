/**
 * A coach as the API shows it, without the write-only login. The simulator reads only the named
 * fields of a record; tests may set all others to anything that a server could send.
 */
export interface CoachRecord {
	[key: string]: unknown;
	coach_id: string;
	provider: string;
}

export interface AthleteRecord {
	[key: string]: unknown;
	athlete_id: string;
	coach_id: string;
}

/** Times are microseconds since 1970 (UTC). */
export interface ActivityRecord {
	[key: string]: unknown;
	activity_id?: string | null;
	start_timestamp_us?: number | null;
}

/** A test as the API shows it: without its athlete. Times are microseconds since 1970 (UTC). */
export interface TestRecord {
	[key: string]: unknown;
	test_id?: string | null;
	timestamp_us?: number | null;
}

/** A test and its athlete, whom no response contains but tests/search filters by. */
export interface OwnedTest {
	record: TestRecord;
	/** `undefined`: no athlete's test; only a search without athlete_ids finds it. */
	athleteId: string | undefined;
}

/** The fields of POST /coaches that no response shows; a provider may have others. */
export const writeOnlyFields = ['client_id', 'client_secret', 'token'] as const;

/** Write-only fields of a coach, by name. */
export type CoachLogin = Record<string, string>;

/** A field that a provider requires or accepts when a coach is created. */
export interface LoginField {
	field: string;
	name: string;
	type: 'text' | 'password' | 'select';
	required: boolean;
	options: string[] | null;
}

/** A provider, as GET /integrations/detailed lists it. */
export interface Integration {
	provider: string;
	name: string;
	icon: string;
	types: { tests: boolean; activities: boolean };
	login_fields: LoginField[];
}

/** One entry of GET /coaches/{coachId}/activities/metrics/schema. */
export interface MetricSchema {
	key: string;
	display_name: string | null;
	unit: string | null;
	type: string | null;
	sport: number;
}

/** A metric of an activity, a period or an athlete; `value` may be text. */
export interface ActivityMetric {
	name: string;
	value: number | string | null;
	unit: string | null;
}

/** A metric of a test, a set or a repetition; the API gives no name and no unit. */
export interface TestMetric {
	side: number;
	aspect: number;
	statistic_type: number;
	metric_type: number;
	contraction_type: number;
	value: number | null;
}

/** All data of the simulated account. */
export interface Dataset {
	integrations: Integration[];
	coaches: CoachRecord[];
	athletes: AthleteRecord[];
	/** Activities by coach_id. */
	activities: Map<string, ActivityRecord[]>;
	/** Tests by coach_id. */
	tests: Map<string, OwnedTest[]>;
	/** Metrics schema by coach_id. */
	metricsSchemas: Map<string, MetricSchema[]>;
	/** Login by coach_id. */
	logins: Map<string, CoachLogin>;
}

/** Number of records of each type, over all coaches. */
export function countRecords({ coaches, athletes, activities, tests }: Dataset) {
	return {
		coaches: coaches.length,
		athletes: athletes.length,
		activities: [...activities.values()].flat().length,
		tests: [...tests.values()].flat().length,
	};
}
