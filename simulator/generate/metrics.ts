import type { ActivityMetric, MetricSchema } from '../records';
import { Sport } from './codes';
import type { SeededRandom } from './random';

interface Definition {
	key: string;
	name: string | null;
	unit: string | null;
	/** Over a whole session. */
	mean: number;
	deviation: number;
	digits: number;
	/** True for a metric that is proportional to time, and is scaled for a period. */
	grows: boolean;
	/** Probability of null: the sensor gave nothing. */
	missing: number;
}

const definitions: readonly Definition[] = [
	define('total_distance', 'Total Distance', 'm', 5600, 900, 1, true),
	define('high_speed_distance', 'High Speed Distance', 'm', 480, 150, 1, true),
	define('sprint_distance', 'Sprint Distance', 'm', 120, 50, 1, true),
	define('player_load', 'Player Load', 'au', 510, 80, 2, true),
	define('accelerations', 'Accelerations', 'count', 42, 10, 0, true),
	define('decelerations', null, 'count', 38, 10, 0, true),
	define('max_velocity', 'Max Velocity', 'm/s', 8.4, 0.5, 2, false),
	define('metabolic_power', 'Metabolic Power', 'W/kg', 9.2, 1, 2, false),
	define('heart_rate_avg', 'Average Heart Rate', 'bpm', 148, 9, 0, false, 0.15),
	define('heart_rate_max', 'Max Heart Rate', 'bpm', 188, 6, 0, false, 0.15),
];

const positions = [
	'Prop',
	'Hooker',
	'Lock',
	'Flanker',
	'Scrum-half',
	'Centre',
	'Wing',
	'Full-back',
];

/** One entry for every metric name of the activities. */
export function makeMetricsSchema(): MetricSchema[] {
	const numbers = definitions.map(({ key, name, unit }) => ({
		key,
		display_name: name,
		unit,
		type: 'number',
		sport: Sport.RUGBY,
	}));
	const position = {
		key: 'position_name',
		display_name: 'Position',
		unit: null,
		type: 'string',
		sport: Sport.GENERIC,
	};
	return [...numbers, position];
}

/** One athlete's metrics over a whole activity; one value is text, some are null. */
export function athleteSessionMetrics(random: SeededRandom): ActivityMetric[] {
	return [
		...definitions.map((definition) => measure(random, definition, 1)),
		{ name: 'position_name', value: random.pick(positions), unit: null },
	];
}

/** One athlete's metrics over a period; `share`: its part of the activity, 0 to 1. */
export function athletePeriodMetrics(random: SeededRandom, share: number): ActivityMetric[] {
	return definitions.slice(0, 5).map((definition) => measure(random, definition, share));
}

/** The team's metrics over an activity; `athletes`: how many took part. */
export function teamMetrics(random: SeededRandom, athletes: number): ActivityMetric[] {
	return definitions.slice(0, 4).map((definition) => measure(random, definition, athletes));
}

function measure(random: SeededRandom, definition: Definition, share: number): ActivityMetric {
	const { key, unit, mean, deviation, digits, grows, missing } = definition;
	const scale = grows ? share : 1;
	const value = random.around(mean * scale, deviation * scale, digits);
	return { name: key, value: random.chance(missing) ? null : value, unit };
}

function define(
	key: string,
	name: string | null,
	unit: string | null,
	mean: number,
	deviation: number,
	digits: number,
	grows: boolean,
	missing = 0.002,
): Definition {
	return { key, name, unit, mean, deviation, digits, grows, missing };
}
