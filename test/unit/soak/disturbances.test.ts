import { faultExamples } from '../../../simulator';
import { allFaultsWithinMs, makeDisturbances, type Disturbance } from '../../soak/n8n/disturbances';

const minuteMs = 60_000;
const seeds = [1, 2, 3, 77, 123_456];

function ofType<T extends Disturbance['type']>(
	type: T,
	seed: number,
	minutes: number,
): Extract<Disturbance, { type: T }>[] {
	const all = makeDisturbances(seed, minutes, faultExamples);
	return all.filter((one): one is Extract<Disturbance, { type: T }> => one.type === type);
}

describe.each(seeds)('what happens in a run, seed %i', (seed) => {
	it('is the same for the same seed, in the order of time, within the run', () => {
		const all = makeDisturbances(seed, 10, faultExamples);
		expect(JSON.stringify(all)).toBe(JSON.stringify(makeDisturbances(seed, 10, faultExamples)));
		const times = all.map(({ atMs }) => atMs);
		expect(times).toEqual([...times].sort((a, b) => a - b));
		expect(Math.max(...times)).toBeLessThan(10 * minuteMs);
		expect(makeDisturbances(seed + 1, 10, faultExamples)).not.toEqual(all);
	});

	it.each([2, 10, 25, 60])('has every kind of fault in each ten minutes of %i', (minutes) => {
		const faults = ofType('fault', seed, minutes);
		const windows = Math.ceil((minutes * minuteMs) / allFaultsWithinMs);
		const windowMs = (minutes * minuteMs) / windows;
		for (let window = 0; window < windows; window++) {
			const within = faults.filter(({ atMs }) => Math.floor(atMs / windowMs) === window);
			const kinds = new Set(within.map(({ kind }) => kind));
			expect([...kinds].sort()).toEqual(Object.keys(faultExamples).sort());
			const certain = within.filter(({ mustHit }) => mustHit);
			expect(new Set(certain.map(({ kind }) => kind))).toEqual(kinds);
		}
	});

	it('has one fault after the other', () => {
		const faults = ofType('fault', seed, 10);
		for (const [index, { atMs, forMs }] of faults.entries()) {
			expect(atMs + forMs).toBeLessThan(faults[index + 1]?.atMs ?? Infinity);
		}
	});

	it('has restarts and kills in its first third alone', () => {
		for (const type of ['restart', 'kill'] as const) {
			const times = ofType(type, seed, 10).map(({ atMs }) => atMs);
			expect(times.length).toBeGreaterThan(0);
			expect(Math.max(...times)).toBeLessThan(3 * minuteMs);
		}
	});

	it('has clocks that are ahead and behind, by hours and by days, and each is set right again', () => {
		const clocks = ofType('clock', seed, 10);
		const hours = clocks.map(({ aheadMs }) => aheadMs / 3_600_000);
		expect(Math.max(...hours)).toBeGreaterThanOrEqual(24);
		expect(Math.min(...hours)).toBeLessThanOrEqual(-24);
		for (const [index, { atMs, forMs }] of clocks.entries()) {
			expect(atMs + forMs).toBeLessThan(clocks[index + 1]?.atMs ?? Infinity);
		}
	});
});

it('brings every example of every fault in an hour', () => {
	const faults = makeDisturbances(1, 60, faultExamples).filter((one) => one.type === 'fault');
	for (const [kind, examples] of Object.entries(faultExamples)) {
		const rules = faults.filter((one) => one.kind === kind).map(({ rule }) => rule);
		for (const example of examples) expect(rules).toContainEqual(expect.objectContaining(example));
	}
});
