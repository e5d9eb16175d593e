import fc from 'fast-check';

import type { PollEvent } from '../../../../nodes/TerraTeams/polling/events';
import type { RecordKind } from '../../../../nodes/TerraTeams/records/kinds';

/** How n8n keeps the state: its engine in memory, or its durable scheduler with durable cursors. */
export type SavingRule = 'legacy' | 'durable';

export interface Configuration {
	events: PollEvent[];
	/** Numbers of coaches. */
	coaches: 'all' | number[];
	lookBackDays: number;
	emitExistingDays: number;
	maxItems: number;
	/** What the names of records must have in them. */
	nameContains: '' | 'name 1';
}

/** A record that the server gets. */
export interface NewRecord {
	do: 'arrive';
	kind: Exclude<RecordKind, 'coach'>;
	coach: number;
	/** How long before it reaches Terra the record is dated, in seconds; less than 0: after it. */
	age: number;
	/** What its time is rounded down to, in seconds, so that times coincide. */
	grain: number;
	hasTime: boolean;
	hasId: boolean;
	/** The name: records without an id may be confused where it is the same. */
	name: number;
}

/** What happens at the server, or to the workflow. `which` chooses among what is there. */
export type Change =
	| NewRecord
	| { do: 'update' | 'delete'; which: number }
	| { do: 'removeCoach' | 'addCoach'; coach: number }
	| { do: 'configure'; to: Configuration };

/** Why requests fail: those for the list of coaches, of a coach, or all of them. */
export interface Fault {
	of: 'all' | 'list' | number;
	status: 401 | 403 | 404 | 429 | 500 | 'timed-out' | 'no list';
}

/** A time without polls, then a poll. */
export interface Step {
	/** How long after the last poll, in seconds. */
	gap: number;
	/** What happens meanwhile, evenly spread. */
	changes: Change[];
	/** Whether n8n is started again before the poll, and what it had not saved of the last one. */
	restart: 'no' | 'all saved' | 'no state saved' | 'no execution saved' | 'nothing saved';
	faults: Fault[];
	/** Before how many further streams the poll has time. */
	budget: number;
	/** The order of the records in a response, and how much more it holds than was asked for. */
	shuffle: number;
	/** How far the clock of n8n is ahead at the poll, in seconds; less than 0: behind. */
	clock: number;
}

export interface Schedule {
	savingRule: SavingRule;
	/** The time of day at which it begins, in seconds. */
	begin: number;
	configuration: Configuration;
	/** How many coaches there are at the beginning. */
	coaches: number;
	/** Whether the clock of n8n is wrong at some polls. */
	hasClockJumps: boolean;
	/** What is there before the first poll. */
	existing: NewRecord[];
	steps: Step[];
}

export const coachCount = 3;
export const secondsPerDay = 86_400;

const allEvents: PollEvent[] = [
	'activityCreated',
	'activityUpdated',
	'athleteCreated',
	'athleteUpdated',
	'coachCreated',
	'testCreated',
	'testUpdated',
];

const coach = fc.nat(coachCount - 1);

const events = fc.oneof(
	fc.constant<PollEvent[]>(['activityCreated', 'testCreated']),
	fc.constant<PollEvent[]>(['testCreated', 'testUpdated']),
	fc.subarray(allEvents, { minLength: 1 }),
);

const configurations: fc.Arbitrary<Configuration> = fc.record({
	events,
	coaches: fc.oneof(
		{ arbitrary: fc.constant<'all'>('all'), weight: 3 },
		{ arbitrary: fc.subarray([0, 1, 2], { minLength: 1 }), weight: 1 },
	),
	lookBackDays: fc.constantFrom(7, 7, 1, 2, 3, 30),
	emitExistingDays: fc.constantFrom(0, 0, 3, 40),
	maxItems: fc.constantFrom(500, 500, 3, 1),
	nameContains: fc.constantFrom('' as const, '' as const, 'name 1' as const),
});

/** A value from 0 to 1, mostly near 0: how long after its time a record arrives. */
const lateness = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }));

/** Up to a day ahead, up to the look-back late, rarely older than that. */
const ages = fc.oneof(
	{ arbitrary: fc.integer({ min: -secondsPerDay, max: 3600 }), weight: 2 },
	{ arbitrary: lateness.map((part) => Math.floor(part * 7 * secondsPerDay)), weight: 4 },
	{ arbitrary: lateness.map((part) => Math.floor(part * 45 * secondsPerDay)), weight: 1 },
);

const newRecords: fc.Arbitrary<NewRecord> = fc.record({
	do: fc.constant<'arrive'>('arrive'),
	kind: fc.constantFrom<NewRecord['kind']>('test', 'test', 'activity', 'athlete'),
	coach,
	age: ages,
	grain: fc.constantFrom(1, 1, 3600, secondsPerDay),
	hasTime: fc.integer({ min: 0, max: 5 }).map((n) => n !== 5),
	hasId: fc.integer({ min: 0, max: 3 }).map((n) => n !== 3),
	name: fc.nat(1),
});

const changes: fc.Arbitrary<Change> = fc.oneof(
	{ arbitrary: newRecords, weight: 8 },
	{ arbitrary: fc.record({ do: fc.constant<'update'>('update'), which: fc.nat(50) }), weight: 3 },
	{ arbitrary: fc.record({ do: fc.constant<'delete'>('delete'), which: fc.nat(50) }), weight: 1 },
	{ arbitrary: fc.record({ do: fc.constant<'removeCoach'>('removeCoach'), coach }), weight: 1 },
	{ arbitrary: fc.record({ do: fc.constant<'addCoach'>('addCoach'), coach }), weight: 1 },
	{
		arbitrary: fc.record({ do: fc.constant<'configure'>('configure'), to: configurations }),
		weight: 1,
	},
);

const gaps = fc.oneof(
	{ arbitrary: fc.integer({ min: 20, max: 600 }), weight: 4 },
	{ arbitrary: fc.integer({ min: 600, max: 3 * 3600 }), weight: 4 },
	{ arbitrary: fc.integer({ min: 3 * 3600, max: 3 * secondsPerDay }), weight: 2 },
	{ arbitrary: fc.integer({ min: 3 * secondsPerDay, max: 50 * secondsPerDay }), weight: 1 },
);

const faults: fc.Arbitrary<Fault> = fc.record({
	of: fc.oneof(
		{ arbitrary: coach, weight: 4 },
		{ arbitrary: fc.constantFrom<'all' | 'list'>('all', 'list'), weight: 1 },
	),
	status: fc.constantFrom<Fault['status']>(
		404,
		404,
		500,
		'timed-out',
		'no list',
		'no list',
		429,
		403,
		401,
	),
});

const steps: fc.Arbitrary<Step> = fc.record({
	gap: gaps,
	changes: fc.oneof(
		{ arbitrary: fc.constant<Change[]>([]), weight: 1 },
		{ arbitrary: fc.array(changes, { maxLength: 4 }), weight: 2 },
	),
	restart: fc.oneof(
		{ arbitrary: fc.constant('no' as const), weight: 5 },
		{
			arbitrary: fc.constantFrom<Step['restart']>(
				'all saved',
				'no state saved',
				'no execution saved',
				'nothing saved',
			),
			weight: 2,
		},
	),
	faults: fc.oneof(
		{ arbitrary: fc.constant<Fault[]>([]), weight: 3 },
		{ arbitrary: fc.array(faults, { minLength: 1, maxLength: 2 }), weight: 1 },
	),
	budget: fc.constantFrom(100, 100, 100, 1, 0),
	shuffle: fc.nat(30),
	clock: fc.oneof(
		{ arbitrary: fc.constant(0), weight: 4 },
		{
			arbitrary: fc.constantFrom(
				-3600,
				3600,
				-10 * secondsPerDay,
				30 * secondsPerDay,
				366 * secondsPerDay,
				// 1970
				-56 * 365 * secondsPerDay,
			),
			weight: 1,
		},
	),
});

/** Everything that may happen to the trigger. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
	savingRule: fc.constantFrom<SavingRule>('legacy', 'durable'),
	begin: fc.nat(secondsPerDay),
	configuration: configurations,
	coaches: fc.integer({ min: 1, max: coachCount }),
	hasClockJumps: fc.constantFrom(false, false, true),
	existing: fc.array(newRecords, { maxLength: 8 }),
	steps: fc.array(steps, { minLength: 1, maxLength: 16 }),
});
