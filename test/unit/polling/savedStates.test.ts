import type { PollResult } from '../../../nodes/TerraTeams/polling/poll';
import { SavedStates } from '../../../nodes/TerraTeams/polling/savedStates';
import type { PollState } from '../../../nodes/TerraTeams/polling/state';

const item = {
	event: 'test.created',
	dedupeKey: 'test:one',
	kind: 'test',
	coachId: 'one',
	record: {},
} as const;

function stateOf(seen: string, pendingMs = 0): PollState {
	return { streams: 'streams', seen, resumeFrom: '', pendingMs };
}

/** The result of a poll at a time, with an item or without. */
function resultAt(ms: number, items: PollResult['items'] = [item]): PollResult {
	return {
		state: stateOf(`with ${ms}`),
		stateBeforeItems: stateOf(`without ${ms}`, ms),
		items,
		hasNewBaseline: false,
	};
}

/** The static data of a node as n8n has it, which notes what is assigned. */
function staticData() {
	const assigned: (string | symbol)[] = [];
	const saved = new Proxy<Record<string, unknown>>(
		{ __dataChanged: false },
		{
			set(target, name, value) {
				assigned.push(name);
				return Reflect.set(target, name, value);
			},
		},
	);
	return { saved, assigned };
}

let states: SavedStates;

beforeEach(() => {
	states = new SavedStates();
});

it('has no state of a trigger that has saved none', () => {
	expect(states.read('a', staticData().saved)).toBeNull();
});

it('saves the state in which the items are not seen, and goes on from the one in which they are', () => {
	const { saved } = staticData();
	states.write('a', saved, resultAt(1));
	expect(saved).toMatchObject({ version: 2, memory: 'without 1', pendingMs: 1 });
	expect(states.read('a', saved)).toEqual(stateOf('with 1'));
});

it('finds the items again after a restart', () => {
	const { saved } = staticData();
	states.write('a', saved, resultAt(1));
	expect(new SavedStates().read('a', saved)).toEqual(stateOf('without 1', 1));
});

it('saves the state of a poll without items at once', () => {
	const { saved } = staticData();
	states.write('a', saved, resultAt(1, []));
	expect(saved).toMatchObject({ memory: 'with 1', pendingMs: 0 });
	expect(states.read('a', saved)).toEqual(stateOf('with 1'));
});

it.each<[string, PollResult['items']]>([
	['with an item', [item]],
	['without items', []],
])('saves the state at once where n8n saves it together with the items, %s', (_, items) => {
	const saved = {};
	states.write('a', saved, resultAt(1, items));
	expect(saved).toEqual({
		version: 2,
		streams: 'streams',
		memory: 'with 1',
		next: '',
		pendingMs: 0,
	});
	expect(states.read('a', saved)).toEqual(stateOf('with 1'));
});

it('goes on from the last state but one where n8n dropped the items of the last poll', () => {
	const { saved } = staticData();
	states.write('a', saved, resultAt(1));
	states.write('a', saved, resultAt(2));
	const before = { ...saved };
	states.write('a', saved, resultAt(3));
	expect(states.read('a', before)).toEqual(stateOf('with 2'));
	expect(states.read('a', saved)).toEqual(stateOf('with 3'));
});

it('keeps no more than the last two states', () => {
	const { saved } = staticData();
	states.write('a', saved, resultAt(1));
	const first = { ...saved };
	states.write('a', saved, resultAt(2));
	expect(states.read('a', first)).toEqual(stateOf('with 1'));
	states.write('a', saved, resultAt(3));
	expect(states.read('a', first)).toEqual(stateOf('without 1', 1));
});

it('goes by what is saved where that is of none of its polls', () => {
	const { saved } = staticData();
	states.write('a', saved, resultAt(1));
	const other = { version: 2, streams: 'streams', memory: 'other', next: '', pendingMs: 7 };
	expect(states.read('a', other)).toEqual(stateOf('other', 7));
	expect(states.read('a', { ...other, pendingMs: 0 })).toEqual(stateOf('other'));
	expect(states.read('a', {})).toBeNull();
});

it('keeps triggers apart', () => {
	const { saved } = staticData();
	states.write('a', saved, resultAt(1));
	expect(states.read('b', saved)).toEqual(stateOf('without 1', 1));
});

it('assigns only what has changed', () => {
	const { saved, assigned } = staticData();
	states.write('a', saved, resultAt(1));
	expect(assigned).toEqual(['version', 'streams', 'memory', 'next', 'pendingMs']);
	assigned.length = 0;
	states.write('a', saved, resultAt(1));
	expect(assigned).toEqual([]);
	states.write('a', saved, resultAt(2));
	expect(assigned).toEqual(['memory', 'pendingMs']);
});
