import type { JsonObject } from './json';

/**
 * A text of the API. Every field of every response may be missing or null (in the contracts only
 * errors have required fields), so that is part of each type here.
 */
export type Text = string | null;
export type Numeric = number | null;
type Flag = boolean | null;
/** An integer code; `terra-teams-codes` names its values. */
type Code = number | null;
/** Microseconds since 1970 in UTC. */
type EpochMicroseconds = number | null;

/** Exists only in types: it tells the readers which fields of a record are documented. */
declare const documented: unique symbol;

/**
 * An object as the API sent it, every value of it JSON that nobody has checked yet. `Fields` are the
 * documented ones; the server may add others and leave any of them out. `readers.ts` reads them.
 */
export type ApiRecord<Fields> = JsonObject & { readonly [documented]?: Fields };

/** A coach: one login at a provider (VALD, Catapult, GymAware, ...) under the account's dev-id. */
export interface CoachFields {
	coach_id: Text;
	external_coach_id: Text;
	reference_id: Text;
	region: Text;
	provider: Text;
	created_at: Text;
}

/** An athlete of a coach. */
export interface AthleteFields {
	coach_id: Text;
	athlete_id: Text;
	external_athlete_id: Text;
	reference_id: Text;
	provider: Text;
	first_name: Text;
	last_name: Text;
	email: Text;
	created_at: Text;
	/** A date, YYYY-MM-DD. */
	date_of_birth: Text;
	last_updated_at: Text;
	/** Whether Terra sends webhooks for the athlete; it does not filter what GETs return. */
	active: Flag;
}

/** Ids of the athletes that took part fully, partly, or to an unknown extent. */
export interface ParticipationFields {
	full: Text[] | null;
	partial: Text[] | null;
	unknown: Text[] | null;
}

/** How an athlete took part in a period, and as what. */
export interface DetailedParticipationFields {
	athlete_id: Text;
	external_athlete_id: Text;
	is_home_team: Code;
	participation: Code;
	function: Text;
}

/** A metric of an activity. Its value may be a text; its name a key of the metrics schema. */
export interface MetricFields {
	name: Text;
	value: Numeric | Text;
	unit: Text;
}

/** The metrics of an athlete in a period. */
export interface AthleteMetricsFields {
	athlete_id: Text;
	metrics: MetricFields[] | null;
}

/** A part of an activity. Here the athletes' metrics are a list; in the activity they are a map. */
export interface PeriodFields {
	period_id: Text;
	name: Text;
	athlete_participation: ParticipationFields | null;
	detailed_athlete_participation: DetailedParticipationFields[] | null;
	start_timestamp_us: EpochMicroseconds;
	end_timestamp_us: EpochMicroseconds;
	athlete_metrics: AthleteMetricsFields[] | null;
}

/** A team of an activity. */
export interface TeamFields {
	name: Text;
	is_home: Code;
}

/** A training session or match. */
export interface ActivityFields {
	activity_id: Text;
	start_timestamp_us: EpochMicroseconds;
	end_timestamp_us: EpochMicroseconds;
	description: Text;
	teams: TeamFields[] | null;
	athletes: AthleteFields[] | null;
	athlete_participation: ParticipationFields | null;
	/** Seconds east of UTC; 0 may also mean that it is not known. */
	tz_offset_seconds: Numeric;
	periods: PeriodFields[] | null;
	activity_metrics: MetricFields[] | null;
	/** By athlete id. */
	athlete_metrics: Record<string, MetricFields[]> | null;
	events: Text[] | null;
}

/** One entry of a coach's metrics schema: what an activity metric's name stands for. */
export interface MetricSchemaFields {
	key: Text;
	display_name: Text;
	unit: Text;
	type: Text;
	sport: Code;
}

/** A metric of a test. No contract gives it a unit. */
export interface TestMetricFields {
	side: Code;
	aspect: Code;
	statistic_type: Code;
	metric_type: Code;
	contraction_type: Code;
	value: Numeric;
}

/** A repetition in a set; `offset_us` counts from the start of the test. */
export interface RepFields {
	offset_us: Numeric;
	duration_us: Numeric;
	metrics: TestMetricFields[] | null;
}

/** A set of a test. */
export interface SetFields {
	metrics: TestMetricFields[] | null;
	timestamp_us: EpochMicroseconds;
	duration_us: Numeric;
	side: Code;
	aspect: Code;
	reps: RepFields[] | null;
	weight: Numeric;
	exercise_name: Text;
	variations: Code[] | null;
	movement: Code;
}

/** A physical test. No contract has its athlete in it. */
export interface TestFields {
	test_id: Text;
	display_name: Text;
	timestamp_us: EpochMicroseconds;
	test_type: Code;
	exercise_type: Code;
	athlete_weight: Numeric;
	movement: Code;
	tz_offset_seconds: Numeric;
	category: Code;
	duration_us: Numeric;
	body_region: Code;
	position: Code;
	notes: Text;
	device: Text;
	test_result_metrics: TestMetricFields[] | null;
	sets: SetFields[] | null;
}

/** A field of a provider's login form. */
export interface LoginFieldFields {
	field: Text;
	name: Text;
	type: Text;
	required: Flag;
	options: Text[] | null;
}

/** A provider that coaches can connect. */
export interface IntegrationFields {
	provider: Text;
	name: Text;
	icon: Text;
	types: { tests: Flag; activities: Flag } | null;
	login_fields: LoginFieldFields[] | null;
}

/** A link to Terra's widget, where a coach logs in at a provider. `expires_in` is in seconds. */
export interface AuthenticationLinkFields {
	session_id: Text;
	url: Text;
	status: Text;
	expires_in: Numeric;
	/** What Terra found odd about the request, such as an unknown provider (since 2026). */
	warnings: Text[] | null;
}

/**
 * The response when Terra delivers data to the account's destination instead (contract 2026.07).
 */
export interface DispatchFields {
	coach: CoachFields | null;
	/** Equals the `terra-reference` header of the delivery. */
	reference: Text;
	message: Text;
	type: Text;
}

export type Coach = ApiRecord<CoachFields>;
export type Athlete = ApiRecord<AthleteFields>;
export type Activity = ApiRecord<ActivityFields>;
export type ActivityMetric = ApiRecord<MetricFields>;
export type Period = ApiRecord<PeriodFields>;
export type MetricSchema = ApiRecord<MetricSchemaFields>;
export type Test = ApiRecord<TestFields>;
/** A test with the ids of its athlete, which no contract documents but a server may send. */
export type TestWithAthleteIds = ApiRecord<
	TestFields & Pick<AthleteFields, 'athlete_id' | 'external_athlete_id'>
>;
export type TestSet = ApiRecord<SetFields>;
export type Rep = ApiRecord<RepFields>;
export type Integration = ApiRecord<IntegrationFields>;
export type AuthenticationLink = ApiRecord<AuthenticationLinkFields>;
export type Dispatch = ApiRecord<DispatchFields>;
