/**
 * The codes of the generated records, by their names in contract 2026.07; the values are the same in
 * the documentation of May 2025.
 */
export const Side = { NA: 0, LEFT: 1, RIGHT: 2, BOTH: 5, ASYMMETRY_PERCENTAGE: 6 } as const;

export const Aspect = { NA: -1, INNER: 10, OUTER: 20, TAKEOFF: 90, LANDING: 100 } as const;

export const Statistic = { NA: -1, AVG: 1, MIN: 2, MAX: 3, TOTAL: 4 } as const;

export const Contraction = { NA: 0, ECCENTRIC: 1, CONCENTRIC: 2, ISOMETRIC: 3 } as const;

export const Category = {
	UNKNOWN: 0,
	ISOMETRIC_STRENGTH: 1,
	STRENGTH: 2,
	RANGE_OF_MOTION: 3,
} as const;

export const Region = { NA: 0, SHOULDER: 2, HIP: 4, KNEE: 8 } as const;

export const Position = {
	UNKNOWN: 0,
	STANDING: 400,
	KNEE_60_DEGREES: 450,
	SUPINE: 800,
	ISOMETRIC_MID_THIGH_PULL: 1090,
} as const;

export const TestType = {
	UNKNOWN: -1,
	COUNTERMOVEMENT_JUMP: 2,
	DROP_JUMP: 5,
	SINGLE_LEG_JUMP: 11,
	SQUAT_JUMP: 12,
	ISOMETRIC_BELT_SQUAT: 100,
	ISOMETRIC_MID_THIGH_PULL: 101,
	CUSTOM: 9999,
} as const;

/** Movements are below 480; the exercises, above, were once in the same list. */
export const Movement = {
	UNKNOWN: -1,
	EXTERNAL_ROTATION: 60,
	ISOMETRIC_MID_THIGH_PULL: 170,
	JUMP: 180,
	ADDUCTION_ABDUCTION: 290,
	CUSTOM: 9999,
} as const;

export const Exercise = {
	UNKNOWN: -1,
	NORDIC: 480,
	DEADLIFT: 500,
	BENCH_PRESS: 520,
	BENCH_PULL: 530,
	HIP_THRUST: 790,
	POWER_CLEAN: 960,
	SQUAT: 1150,
	SQUAT_JUMP: 1160,
	CUSTOM: 1250,
} as const;

export const Variation = {
	BARBELL: 10,
	DUMBBELL: 20,
	BAND: 30,
	TRAP_BAR: 90,
	HIGH_BAR: 300,
	FRONT: 340,
	HANG: 380,
	PAUSE: 570,
} as const;

export const Metric = {
	BODY_MASS: 1,
	FORCE: 2,
	IMPULSE: 4,
	VELOCITY: 6,
	POWER: 7,
	REPETITIONS: 8,
	TORQUE: 9,
	ROM_DEGREES: 11,
	TIME_TO_PEAK_FORCE: 12,
	RATE_OF_FORCE_DEVELOPMENT: 15,
	DIP: 17,
	WATTS_PER_KG: 18,
	WORK: 19,
	CONTACT_TIME: 20,
	FLIGHT_TIME: 21,
	REACTIVE_STRENGTH_INDEX: 31,
	JUMP_HEIGHT: 33,
} as const;

export const HomeFlag = { UNKNOWN: -1, AWAY: 0, HOME: 1 } as const;

export const Participation = { UNKNOWN: 0, FULL: 1, PARTIAL: 2 } as const;

export const Sport = { GENERIC: 0, RUGBY: 16 } as const;
