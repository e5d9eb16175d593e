import {
	eventOf,
	isPollEvent,
	kindsOf,
	pollEvents,
	type PollEvent,
} from '../../../nodes/TerraTeams/polling/events';
import type { RecordKind } from '../../../nodes/TerraTeams/records/kinds';

const all = new Set(Object.keys(pollEvents).filter(isPollEvent));

// Saved workflows hold the values, and what follows the trigger goes by the names.
const cases: [PollEvent, RecordKind, 'created' | 'updated', string][] = [
	['activityCreated', 'activity', 'created', 'activity.created'],
	['activityUpdated', 'activity', 'updated', 'activity.updated'],
	['athleteCreated', 'athlete', 'created', 'athlete.created'],
	['athleteUpdated', 'athlete', 'updated', 'athlete.updated'],
	['coachCreated', 'coach', 'created', 'coach.created'],
	['testCreated', 'test', 'created', 'test.created'],
	['testUpdated', 'test', 'updated', 'test.updated'],
];

it.each(cases)('%s is about a record of the kind %s that is %s', (event, kind, change, name) => {
	expect(isPollEvent(event)).toBe(true);
	expect(pollEvents[event].name).toBe(name);
	expect(eventOf(all, kind, change)).toBe(event);
	expect(eventOf(new Set([event]), kind, change)).toBe(event);
	expect([...kindsOf(new Set([event]))]).toEqual([kind]);
});

it('has no other events', () => {
	expect(Object.keys(pollEvents)).toEqual(cases.map(([event]) => event));
});

it.each([
	['the name of an event', 'test.created'],
	['a text that is none', 'testDeleted'],
	['an empty text', ''],
	['what every object has', 'toString'],
	['a list with an event', ['testCreated']],
	['nothing', undefined],
	['null', null],
	['a number', 0],
])('takes %s for no event', (_, value) => {
	expect(isPollEvent(value)).toBe(false);
});

it('has each kind of some events once', () => {
	const events = new Set<PollEvent>(['testUpdated', 'coachCreated', 'testCreated']);
	expect([...kindsOf(events)]).toEqual(['test', 'coach']);
	expect([...kindsOf(new Set())]).toEqual([]);
});

it('has no event for a change that is not asked for', () => {
	const events = new Set<PollEvent>(['testCreated', 'activityUpdated']);
	expect(eventOf(events, 'test', 'updated')).toBeUndefined();
	expect(eventOf(events, 'activity', 'created')).toBeUndefined();
	expect(eventOf(events, 'athlete', 'created')).toBeUndefined();
	expect(eventOf(new Set(), 'test', 'created')).toBeUndefined();
	expect(eventOf(all, 'coach', 'updated')).toBeUndefined();
});
