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
	Variation,
} from './codes';
import type { SeededRandom } from './random';

interface Lift {
	name: string;
	exercise: number;
	variations: readonly (number | null)[];
	/** Typical load in kilograms. */
	load: number;
	/** Typical mean velocity in metres per second. */
	velocity: number;
}

const lifts: readonly Lift[] = [
	lift('Back Squat', Exercise.SQUAT, [Variation.BARBELL, Variation.HIGH_BAR], 120, 0.62),
	lift('Front Squat', Exercise.SQUAT, [Variation.BARBELL, Variation.FRONT], 95, 0.58),
	lift('Trap Bar Deadlift', Exercise.DEADLIFT, [Variation.TRAP_BAR], 150, 0.7),
	lift('Bench Press', Exercise.BENCH_PRESS, [Variation.BARBELL, Variation.PAUSE], 90, 0.48),
	lift('Bench Pull', Exercise.BENCH_PULL, [Variation.BARBELL], 80, 0.75),
	lift('Hip Thrust', Exercise.HIP_THRUST, [Variation.BARBELL, Variation.BAND], 160, 0.52),
	lift('Hang Power Clean', Exercise.POWER_CLEAN, [Variation.BARBELL, Variation.HANG], 80, 1.35),
	lift('Dumbbell Squat Jump', Exercise.SQUAT_JUMP, [Variation.DUMBBELL], 20, 1.9),
	// The documentation prints an unknown variation as null.
	lift('Sled Complex', Exercise.CUSTOM, [null], 60, 0.8),
];

/**
 * One exercise in two to four sets, each with its load and a velocity per repetition. `atUs`:
 * microseconds since 1970; `tzOffset`: seconds.
 */
export function makeGymAwareTest(random: SeededRandom, atUs: number, tzOffset: number): TestRecord {
	const chosen = random.pick(lifts);
	const baseLoad = Math.round(random.around(chosen.load, chosen.load / 10) / 2.5) * 2.5;
	const sets = [];
	let atSetUs = atUs;
	let repetitions = 0;
	let best = 0;
	for (let index = 0, count = random.integer(2, 4); index < count; index++) {
		const set = makeSet(random, chosen, baseLoad + index * 5, atSetUs, atUs);
		sets.push(set.record);
		repetitions += set.record.reps.length;
		best = Math.max(best, set.best);
		atSetUs += set.record.duration_us + random.integer(90, 240) * 1_000_000;
	}
	return {
		test_id: random.uuid(),
		display_name: chosen.name,
		timestamp_us: atUs,
		test_type: TestType.UNKNOWN,
		exercise_type: chosen.exercise,
		athlete_weight: random.chance(0.4) ? null : random.around(84, 10),
		// Movements and exercises were once one list: old records have the exercise here.
		movement: random.chance(0.3) ? chosen.exercise : null,
		tz_offset_seconds: tzOffset,
		category: Category.STRENGTH,
		duration_us: atSetUs - atUs,
		body_region: Region.NA,
		position: Position.UNKNOWN,
		notes: random.chance(0.1) ? 'Felt heavy' : null,
		device: random.pick(['GymAware RS', 'FLEX']),
		test_result_metrics: [
			metric(Metric.REPETITIONS, Statistic.TOTAL, Contraction.NA, repetitions),
			metric(Metric.VELOCITY, Statistic.MAX, Contraction.CONCENTRIC, best),
			metric(Metric.WORK, Statistic.TOTAL, Contraction.CONCENTRIC, repetitions * baseLoad * 6),
		],
		sets,
	};
}

function makeSet(random: SeededRandom, chosen: Lift, load: number, atUs: number, testUs: number) {
	const reps = [];
	let durationUs = 0;
	let best = 0;
	for (let index = 0, count = random.integer(3, 6); index < count; index++) {
		const velocity = random.around(chosen.velocity - index * 0.01, chosen.velocity / 10, 3);
		const repUs = random.integer(900_000, 2_200_000);
		best = Math.max(best, velocity);
		reps.push({
			offset_us: atUs - testUs + durationUs,
			duration_us: repUs,
			metrics: [
				metric(Metric.VELOCITY, Statistic.AVG, Contraction.CONCENTRIC, velocity),
				metric(
					Metric.POWER,
					Statistic.MAX,
					Contraction.CONCENTRIC,
					Math.round(load * velocity * 98) / 10,
				),
				metric(Metric.DIP, Statistic.NA, Contraction.ECCENTRIC, random.around(0.5, 0.08, 3)),
			],
		});
		durationUs += repUs + random.integer(300_000, 1_500_000);
	}
	const record = {
		metrics: [metric(Metric.VELOCITY, Statistic.MAX, Contraction.CONCENTRIC, best)],
		timestamp_us: atUs,
		duration_us: durationUs,
		side: Side.NA,
		aspect: Aspect.NA,
		reps,
		weight: load,
		exercise_name: chosen.name,
		variations: chosen.variations,
		movement: random.chance(0.2) ? chosen.exercise : Movement.UNKNOWN,
	};
	return { record, best };
}

function metric(type: number, statistic: number, contraction: number, value: number): TestMetric {
	return {
		side: Side.NA,
		aspect: Aspect.NA,
		statistic_type: statistic,
		metric_type: type,
		contraction_type: contraction,
		value,
	};
}

function lift(
	name: string,
	exercise: number,
	variations: readonly (number | null)[],
	load: number,
	velocity: number,
): Lift {
	return { name, exercise, variations, load, velocity };
}
