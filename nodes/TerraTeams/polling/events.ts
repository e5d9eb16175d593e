import type { RecordKind } from '../records/kinds';

/** The events that can start the workflow, by their value in Trigger On. */
export const pollEvents = {
	activityCreated: { kind: 'activity', change: 'created', name: 'activity.created' },
	activityUpdated: { kind: 'activity', change: 'updated', name: 'activity.updated' },
	athleteCreated: { kind: 'athlete', change: 'created', name: 'athlete.created' },
	athleteUpdated: { kind: 'athlete', change: 'updated', name: 'athlete.updated' },
	coachCreated: { kind: 'coach', change: 'created', name: 'coach.created' },
	testCreated: { kind: 'test', change: 'created', name: 'test.created' },
	testUpdated: { kind: 'test', change: 'updated', name: 'test.updated' },
} as const satisfies Record<
	string,
	{ kind: RecordKind; change: 'created' | 'updated'; name: string }
>;

export type PollEvent = keyof typeof pollEvents;

export function isPollEvent(value: unknown): value is PollEvent {
	return typeof value === 'string' && Object.hasOwn(pollEvents, value);
}

export function kindsOf(events: ReadonlySet<PollEvent>): Set<RecordKind> {
	return new Set([...events].map((event) => pollEvents[event].kind));
}

/** The event for a change of a kind, if it is one of these. */
export function eventOf(
	events: ReadonlySet<PollEvent>,
	kind: RecordKind,
	change: 'created' | 'updated',
): PollEvent | undefined {
	return [...events].find(
		(event) => pollEvents[event].kind === kind && pollEvents[event].change === change,
	);
}
