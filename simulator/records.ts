/** What a coach, an athlete, an activity and a test look like inside the simulator. */

/**
 * A coach as the API shows it, without the write-only login. The simulator relies on the named
 * fields only; all the others are free, so that a test can put there whatever a server might send.
 */
export interface CoachRecord {
	[key: string]: unknown;
	coach_id: string;
	provider: string;
}

/** An athlete as the API shows it. */
export interface AthleteRecord {
	[key: string]: unknown;
	athlete_id: string;
	coach_id: string;
}

/** An activity as the API shows it; times are microseconds since 1970 (UTC). */
export interface ActivityRecord {
	[key: string]: unknown;
	activity_id?: string | null;
	start_timestamp_us?: number | null;
}

/** A test as the API shows it: it never says whose test it is. */
export interface TestRecord {
	[key: string]: unknown;
	test_id?: string | null;
	timestamp_us?: number | null;
}

/** A test and the athlete who did it, which no answer contains but tests/search knows. */
export interface OwnedTest {
	record: TestRecord;
	/** `undefined`: nobody's test; only a search without athlete_ids finds it. */
	athleteId: string | undefined;
}

/** The write-only fields of a coach by name: `client_id`, `client_secret`, `token` and others. */
export type CoachLogin = Record<string, string>;

/** One field that a provider asks for when a coach is created. */
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

/** All that the simulated account holds. */
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
	/** Write-only login fields by coach_id. */
	logins: Map<string, CoachLogin>;
}
