import { Expectations, markOf } from '../../soak/n8n/expectations';

const names = new Map([
	['a1', 'Ann Lee'],
	['a2', 'Bo Ray'],
]);
const undisturbed = { before: 1, after: 1 };

function expectOneTest() {
	const expectations = new Expectations((id) => names.get(id));
	const record = expectations.add({ kind: 'test', id: 't1', coachId: 'c1', athleteId: 'a1' });
	const item = (version: number, overrides: Record<string, unknown> = {}) => ({
		event: 'test.created',
		dedupe_key: `test:c1:t1:${version}`,
		coach_id: 'c1',
		test_id: 't1',
		athlete_id: 'a1',
		athlete_name: 'Ann Lee',
		notes: markOf('test', version),
		...overrides,
	});
	return { expectations, record, item };
}

it('what came out of both triggers is not missing', () => {
	const { expectations, item } = expectOneTest();
	expect(expectations.missing()).toEqual(['polling test t1 0', 'webhook test t1 0']);
	expectations.arrived({ source: 'polling', item: item(0), excuses: undisturbed });
	expect(expectations.missing()).toEqual(['webhook test t1 0']);
	expectations.arrived({ source: 'webhook', item: item(0), excuses: undisturbed });
	expect(expectations.findings()).toEqual({
		lost: [],
		wrongNames: [],
		wrongKeys: [],
		repeatedWithoutReason: [],
	});
});

it('polls must give the last version, pushes every one', () => {
	const { expectations, record, item } = expectOneTest();
	expectations.arrived({ source: 'polling', item: item(0), excuses: undisturbed });
	expectations.change(record);
	expect(expectations.missing()).toEqual([
		'polling test t1 1',
		'webhook test t1 0',
		'webhook test t1 1',
	]);
});

it.each([
	['a name', { athlete_name: 'Bo Ray' }],
	['an athlete', { athlete_id: 'a2', athlete_name: 'Bo Ray' }],
	['a coach', { coach_id: 'c2' }],
])('%s that is wrong', (_, overrides) => {
	const { expectations, item } = expectOneTest();
	expectations.arrived({ source: 'polling', item: item(0, overrides), excuses: undisturbed });
	expect(expectations.findings().wrongNames).toHaveLength(1);
});

it('no name is not a wrong name', () => {
	const { expectations, item } = expectOneTest();
	const unnamed = item(0, { athlete_id: null, athlete_name: null });
	expectations.arrived({ source: 'polling', item: unnamed, excuses: undisturbed });
	expect([expectations.findings().wrongNames, expectations.unnamed]).toEqual([[], 1]);
});

it('another key for the same version, and the same key for another version', () => {
	const { expectations, item } = expectOneTest();
	for (const one of [
		item(0),
		item(0, { dedupe_key: 'other' }),
		{ ...item(1), dedupe_key: item(0).dedupe_key },
	]) {
		expectations.arrived({ source: 'polling', item: one, excuses: undisturbed });
	}
	expect(expectations.findings().wrongKeys).toHaveLength(2);
});

it('a repeat needs a reason', () => {
	const { expectations, item } = expectOneTest();
	expectations.arrived({ source: 'polling', item: item(0), excuses: { before: 1, after: 1 } });
	expectations.arrived({ source: 'polling', item: item(0), excuses: { before: 2, after: 2 } });
	expect(expectations.findings().repeatedWithoutReason).toEqual([]);
	expectations.arrived({ source: 'polling', item: item(0), excuses: { before: 2, after: 2 } });
	expect(expectations.findings().repeatedWithoutReason).toEqual(['polling test t1 0']);
	expect(expectations.repeats('polling')).toBe(1);
});
