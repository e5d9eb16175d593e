import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import type { OwnedRecord } from '../../../nodes/TerraTeams/records/ownedRecord';

/** What a server may put anywhere instead of what the contract has there. */
const anything = fc.oneof(
	fc.constantFrom(null, '', '37', 'LEFT', true, 0, -1, 9999, 1e300, [], {}, [null], [[1]]),
	fc.jsonValue({ maxDepth: 2 }),
);

/** A field as the contract has it, mostly; else something else, or no such field at all. */
function loose<Value>(value: fc.Arbitrary<Value>) {
	return fc.option(fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: anything }), {
		nil: undefined,
		freq: 12,
	});
}

function fields(model: Record<string, fc.Arbitrary<unknown>>) {
	return fc.record(
		Object.fromEntries(Object.entries(model).map(([name, value]) => [name, loose(value)])),
	);
}

function list(item: fc.Arbitrary<unknown>, maxLength = 4) {
	return fc.array(loose(item), { maxLength });
}

/** Names that an object has already, that columns have, that are no names of columns at all, ... */
const name = fc.oneof(
	fc.constantFrom(
		...[
			'__proto__',
			'constructor',
			'toString',
			'hasOwnProperty',
			'total_distance',
			'Total Distance',
		],
		...[
			'start',
			'team',
			'event',
			'athlete_id',
			'set_1_weight',
			'x_2',
			'x',
			'2x',
			'距離',
			'Größe',
			' ',
		],
		'a very long name that no database allows as the name of one of its columns, ever',
	),
	fc.string(),
);

const id = fc.constantFrom('a', 'b', 'c', 'a/b', '%', '__proto__', 'constructor');
const code = fc.constantFrom(-1, 0, 1, 2, 3, 5, 6, 10, 33, 37, 90, 480, 9999);
const us = fc.constantFrom(1_782_896_400_000_000, 0, -1, 9e18, 1.5);
const value = fc.oneof({ weight: 6, arbitrary: fc.double({ noNaN: true }) }, anything);

const testMetrics = list(
	fields({
		side: code,
		aspect: code,
		statistic_type: code,
		metric_type: code,
		contraction_type: code,
		value,
	}),
);

const test = fields({
	test_id: id,
	display_name: name,
	timestamp_us: us,
	tz_offset_seconds: fc.constantFrom(0, 3600, -12_600, 3601, 1e9),
	test_type: code,
	exercise_type: code,
	athlete_weight: value,
	movement: code,
	category: code,
	duration_us: us,
	body_region: code,
	position: code,
	notes: name,
	device: name,
	test_result_metrics: testMetrics,
	sets: list(
		fields({
			metrics: testMetrics,
			timestamp_us: us,
			duration_us: us,
			side: code,
			aspect: code,
			weight: value,
			exercise_name: name,
			variations: list(code),
			movement: code,
			reps: list(fields({ offset_us: us, duration_us: us, metrics: testMetrics })),
		}),
	),
});

const activityMetrics = list(
	fields({ name, value, unit: fc.constantFrom('m', 'm/s', '%', '°', 'W/kg', '') }),
);

/** Both shapes: a map by id, as in activities, and a list of entries, as in periods. */
const athleteMetrics = fc.oneof(
	fc.dictionary(id, loose(activityMetrics)),
	list(fields({ athlete_id: id, metrics: activityMetrics })),
);

const participation = fields({ full: list(id), partial: list(id), unknown: list(id) });

const athlete = fields({
	coach_id: id,
	athlete_id: id,
	external_athlete_id: id,
	reference_id: name,
	first_name: name,
	last_name: name,
	email: name,
	date_of_birth: name,
	active: fc.boolean(),
	provider: name,
	last_updated_at: name,
});

const activity = fields({
	activity_id: id,
	start_timestamp_us: us,
	end_timestamp_us: us,
	description: name,
	tz_offset_seconds: fc.constantFrom(0, 3600),
	teams: list(fields({ name, is_home: code })),
	athletes: list(athlete),
	athlete_participation: participation,
	activity_metrics: activityMetrics,
	athlete_metrics: athleteMetrics,
	periods: list(
		fields({
			period_id: id,
			name,
			start_timestamp_us: us,
			end_timestamp_us: us,
			athlete_participation: participation,
			detailed_athlete_participation: list(
				fields({
					athlete_id: id,
					external_athlete_id: id,
					is_home_team: code,
					participation: code,
					function: name,
				}),
			),
			athlete_metrics: athleteMetrics,
		}),
		3,
	),
});

const coach = fc.dictionary(name, anything);

/** Records of each kind as they come out of JSON, unknown fields included. */
export const recordsOf = Object.fromEntries(
	Object.entries({ activity, athlete, coach, test }).map(([kind, record]) => [
		kind,
		fc.array(sourced(record), { maxLength: 4 }),
	]),
) as Record<'activity' | 'athlete' | 'coach' | 'test', fc.Arbitrary<OwnedRecord[]>>;

function sourced(record: fc.Arbitrary<object>): fc.Arbitrary<OwnedRecord> {
	const whole = fc
		.tuple(fc.dictionary(name, anything, { maxKeys: 2 }), record)
		.map(([unknown, known]) => JSON.parse(JSON.stringify({ ...unknown, ...known })) as JsonObject);
	return fc.record({
		record: whole,
		coachId: fc.option(id),
		athlete: fc.option(
			athlete.map((fields) => JSON.parse(JSON.stringify(fields)) as JsonObject),
			{ nil: undefined },
		),
	});
}
