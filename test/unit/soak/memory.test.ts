import { SeededRandom } from '../../../simulator/generate/random';
import { isFlat, lastHalf, slopeOf, thinned } from '../../soak/n8n/memory';

const random = new SeededRandom(1, 'memory');

/** Thirty minutes of samples that grow by so much in ten minutes, with noise. */
function grown(mbPer10Minutes: number, noiseMb: number): [number, number][] {
	return Array.from({ length: 180 }, (_, index) => {
		const minute = index / 6;
		return [minute, 200 + (minute * mbPer10Minutes) / 10 + random.around(0, noiseMb, 3)];
	});
}

describe('the slope of memory', () => {
	it('is exact without noise', () => {
		const { slope, band, points } = slopeOf(grown(5, 0));
		expect(slope).toBeCloseTo(5);
		expect(band[0]).toBeCloseTo(5);
		expect(band[1]).toBeCloseTo(5);
		expect(points).toBe(180);
	});

	it('has a band as in a textbook', () => {
		// Slope 0.6 and standard error sqrt(0.12), for a well-known set of five points.
		const { slope, band } = slopeOf([
			[1, 2],
			[2, 4],
			[3, 5],
			[4, 4],
			[5, 5],
		]);
		expect(slope / 10).toBeCloseTo(0.6);
		expect((band[1] - band[0]) / 20 / 1.96).toBeCloseTo(Math.sqrt(0.08));
	});

	it.each([
		[0, 8, true],
		[0.8, 2, true],
		[-5, 2, true],
		[3, 2, false],
		[6, 8, false],
	])('%d MB in ten minutes, with noise of %d MB: flat is %s', (slope, noise, expected) => {
		expect(isFlat(slopeOf(grown(slope, noise)))).toBe(expected);
	});

	it('too few samples do not show that it is flat', () => {
		expect(isFlat(slopeOf([]))).toBe(false);
		expect(isFlat(slopeOf(grown(0, 0).slice(0, 2)))).toBe(false);
		expect(isFlat(slopeOf(grown(0, 0).slice(0, 3)))).toBe(true);
	});
});

describe('the samples that are looked at', () => {
	const sample = (minute: number, pid: number) => ({ minute, pid, ownMb: 1, heapMb: 1 });

	it('are those of the last half and of the last process', () => {
		const samples = [sample(1, 7), sample(5, 7), sample(6, 8), sample(9, 8)];
		expect(lastHalf(samples, 10)).toEqual([sample(6, 8), sample(9, 8)]);
		expect(lastHalf([sample(1, 8), sample(5, 8)], 10)).toEqual([sample(5, 8)]);
	});

	it('are thinned evenly, and the last one stays', () => {
		const list = Array.from({ length: 1000 }, (_, index) => index);
		const few = thinned(list, 120);
		expect(few).toHaveLength(120);
		expect(few.at(-1)).toBe(999);
		expect(few).toEqual([...few].sort((a, b) => a - b));
		expect(thinned([1, 2, 3], 120)).toEqual([1, 2, 3]);
		expect(thinned([], 120)).toEqual([]);
	});
});
