import type { TestMetric, TestRecord } from '../records';
import {
	Aspect,
	Category,
	Contraction,
	Exercise,
	Metric,
	Movement,
	Position,
	Region,
	Side,
	Statistic,
	TestType,
} from './codes';
import type { SeededRandom } from './random';

interface Measure {
	metric: number;
	statistic: number;
	contraction: number;
	aspect?: number;
	mean: number;
	deviation: number;
	/** Left and right are measured separately. */
	bothSides: boolean;
}

interface Protocol {
	name: string | null;
	device: string;
	testType: number;
	exerciseType?: number;
	movement: number | null;
	category: number;
	region: number;
	position: number | null;
	measures: readonly Measure[];
}

const bodyMass = one(Metric.BODY_MASS, Statistic.AVG, Contraction.NA, 82, 9);

const jump: readonly Measure[] = [
	{
		...one(Metric.JUMP_HEIGHT, Statistic.MAX, Contraction.CONCENTRIC, 38, 5),
		aspect: Aspect.TAKEOFF,
	},
	sides(Metric.FORCE, Statistic.MAX, Contraction.CONCENTRIC, 1080, 110),
	sides(Metric.IMPULSE, Statistic.TOTAL, Contraction.ECCENTRIC, 92, 10),
	{
		...sides(Metric.FORCE, Statistic.MAX, Contraction.ECCENTRIC, 2400, 300),
		aspect: Aspect.LANDING,
	},
	one(Metric.WATTS_PER_KG, Statistic.MAX, Contraction.CONCENTRIC, 52, 5),
	one(Metric.FLIGHT_TIME, Statistic.NA, Contraction.NA, 0.55, 0.05),
	bodyMass,
];

const isometric: readonly Measure[] = [
	sides(Metric.FORCE, Statistic.MAX, Contraction.ISOMETRIC, 1450, 190),
	sides(Metric.RATE_OF_FORCE_DEVELOPMENT, Statistic.MAX, Contraction.ISOMETRIC, 6200, 900),
	one(Metric.TIME_TO_PEAK_FORCE, Statistic.NA, Contraction.ISOMETRIC, 1.8, 0.3),
	bodyMass,
];

const squeeze: readonly Measure[] = [
	{ ...sides(Metric.FORCE, Statistic.MAX, Contraction.ISOMETRIC, 410, 60), aspect: Aspect.INNER },
	{ ...sides(Metric.FORCE, Statistic.MAX, Contraction.ISOMETRIC, 390, 60), aspect: Aspect.OUTER },
];

const nordic: readonly Measure[] = [
	sides(Metric.FORCE, Statistic.MAX, Contraction.ECCENTRIC, 395, 55),
	sides(Metric.TORQUE, Statistic.MAX, Contraction.ECCENTRIC, 160, 22),
	one(Metric.REPETITIONS, Statistic.TOTAL, Contraction.NA, 3, 0),
];

const range: readonly Measure[] = [sides(Metric.ROM_DEGREES, Statistic.MAX, Contraction.NA, 84, 9)];

const forceDecks = { device: 'ForceDecks', region: Region.NA, position: Position.STANDING };

const protocols: readonly Protocol[] = [
	jumpProtocol('Countermovement Jump', TestType.COUNTERMOVEMENT_JUMP),
	jumpProtocol('Countermovement Jump', TestType.COUNTERMOVEMENT_JUMP),
	jumpProtocol('Squat Jump', TestType.SQUAT_JUMP),
	jumpProtocol('Single Leg Jump', TestType.SINGLE_LEG_JUMP),
	{
		...jumpProtocol('Drop Jump', TestType.DROP_JUMP),
		measures: [
			...jump,
			one(Metric.CONTACT_TIME, Statistic.MIN, Contraction.NA, 0.21, 0.03),
			one(Metric.REACTIVE_STRENGTH_INDEX, Statistic.MAX, Contraction.NA, 1.9, 0.3),
		],
	},
	{
		...forceDecks,
		name: 'Isometric Mid-Thigh Pull',
		testType: TestType.ISOMETRIC_MID_THIGH_PULL,
		movement: Movement.ISOMETRIC_MID_THIGH_PULL,
		category: Category.ISOMETRIC_STRENGTH,
		position: Position.ISOMETRIC_MID_THIGH_PULL,
		measures: isometric,
	},
	{
		...forceDecks,
		name: 'Isometric Belt Squat',
		testType: TestType.ISOMETRIC_BELT_SQUAT,
		movement: null,
		category: Category.ISOMETRIC_STRENGTH,
		measures: isometric,
	},
	{
		name: 'Hip AD/AB',
		device: 'ForceFrame',
		testType: TestType.UNKNOWN,
		movement: Movement.ADDUCTION_ABDUCTION,
		category: Category.ISOMETRIC_STRENGTH,
		region: Region.HIP,
		position: Position.KNEE_60_DEGREES,
		measures: squeeze,
	},
	{
		name: 'Nordic',
		device: 'NordBord',
		testType: TestType.UNKNOWN,
		exerciseType: Exercise.NORDIC,
		// Movements and exercises were once one list: old records have the exercise here.
		movement: Exercise.NORDIC,
		category: Category.STRENGTH,
		region: Region.KNEE,
		position: null,
		measures: nordic,
	},
	{
		name: 'Shoulder External Rotation',
		device: 'DynaMo',
		testType: TestType.UNKNOWN,
		movement: Movement.EXTERNAL_ROTATION,
		category: Category.RANGE_OF_MOTION,
		region: Region.SHOULDER,
		position: Position.SUPINE,
		measures: range,
	},
	{
		name: null,
		device: 'DynaMo',
		testType: TestType.CUSTOM,
		movement: Movement.CUSTOM,
		category: Category.UNKNOWN,
		region: Region.NA,
		position: Position.UNKNOWN,
		measures: range,
	},
];

/**
 * Results for both sides, left, right and the asymmetry in percent, and one set of three repetitions.
 * `atUs`: microseconds since 1970; `tzOffset`: seconds, replaced by null in 3% of the tests.
 */
export function makeValdTest(random: SeededRandom, atUs: number, tzOffset: number): TestRecord {
	const protocol = random.pick(protocols);
	const movement = protocol.movement;
	return {
		test_id: random.uuid(),
		display_name: protocol.name,
		timestamp_us: atUs,
		test_type: protocol.testType,
		exercise_type: protocol.exerciseType ?? Exercise.UNKNOWN,
		athlete_weight: random.chance(0.05) ? null : random.around(82, 9),
		movement,
		tz_offset_seconds: random.chance(0.03) ? null : tzOffset,
		category: protocol.category,
		duration_us: random.integer(900_000, 8_000_000) + (random.chance(0.5) ? 0.5 : 0),
		body_region: protocol.region,
		position: protocol.position,
		notes: random.chance(0.08) ? 'Slight knee pain, stopped early' : null,
		device: protocol.device,
		test_result_metrics: protocol.measures.flatMap((measure) => rows(random, measure)),
		sets: [oneSet(random, protocol, atUs)],
	};
}

function oneSet(random: SeededRandom, protocol: Protocol, atUs: number) {
	const [main] = protocol.measures;
	let offset = 0;
	const reps = [1, 2, 3].map(() => {
		const duration = random.integer(450_000, 900_000);
		const rep = {
			offset_us: offset,
			duration_us: duration,
			metrics: main === undefined ? [] : rows(random, main),
		};
		offset += duration + random.integer(1_000_000, 4_000_000);
		return rep;
	});
	return {
		metrics: [],
		timestamp_us: atUs,
		duration_us: offset,
		side: Side.BOTH,
		aspect: Aspect.NA,
		reps,
		weight: null,
		exercise_name: null,
		variations: [],
		movement: protocol.movement ?? Movement.UNKNOWN,
	};
}

function rows(random: SeededRandom, measure: Measure): TestMetric[] {
	const digits = measure.mean < 10 ? 3 : 1;
	const value = random.around(measure.mean, measure.deviation, digits);
	if (!measure.bothSides) return [row(measure, Side.BOTH, value)];
	const left = random.around(measure.mean, measure.deviation, digits);
	const larger = Math.max(left, value);
	const asymmetry = Math.round(((value - left) / larger) * 1000) / 10;
	return [
		row(measure, Side.BOTH, Math.round((left + value) * 10) / 10),
		row(measure, Side.LEFT, left),
		row(measure, Side.RIGHT, value),
		row(measure, Side.ASYMMETRY_PERCENTAGE, random.chance(0.02) ? null : asymmetry),
	];
}

function row(measure: Measure, side: number, value: number | null): TestMetric {
	return {
		side,
		aspect: measure.aspect ?? Aspect.NA,
		statistic_type: measure.statistic,
		metric_type: measure.metric,
		contraction_type: measure.contraction,
		value,
	};
}

function one(
	metric: number,
	statistic: number,
	contraction: number,
	mean: number,
	deviation: number,
): Measure {
	return { metric, statistic, contraction, mean, deviation, bothSides: false };
}

function sides(
	metric: number,
	statistic: number,
	contraction: number,
	mean: number,
	deviation: number,
): Measure {
	return { metric, statistic, contraction, mean, deviation, bothSides: true };
}

function jumpProtocol(name: string, testType: number): Protocol {
	return {
		...forceDecks,
		name,
		testType,
		movement: Movement.JUMP,
		category: Category.STRENGTH,
		measures: jump,
	};
}
