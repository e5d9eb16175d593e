/**
 * Generates pseudo-random values (sfc32). The same seed and stream give the same sequence on every
 * machine. The streams of one seed are independent: more tests do not change the athletes' names.
 */
export class SeededRandom {
	private a: number;
	private b: number;
	private c: number;
	private counter = 1;

	/** `stream`: a name for what is drawn from this generator. */
	constructor(seed: number, stream: string) {
		const text = `${seed}/${stream}`;
		this.a = hash(text, 0x811c9dc5);
		this.b = hash(text, 0x9e3779b9);
		this.c = hash(text, 0x85ebca6b);
		// The first values of sfc32 still resemble the seed.
		for (let i = 0; i < 12; i++) this.uint32();
	}

	/** An integer from 0 to 2^32 - 1. */
	uint32(): number {
		const sum = (((this.a + this.b) | 0) + this.counter) | 0;
		this.counter = (this.counter + 1) | 0;
		this.a = this.b ^ (this.b >>> 9);
		this.b = (this.c + (this.c << 3)) | 0;
		this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
		return sum >>> 0;
	}

	/** A number from 0 (inclusive) to 1 (exclusive). */
	next(): number {
		return this.uint32() / 4294967296;
	}

	/** An integer from `min` to `max`, both inclusive. */
	integer(min: number, max: number): number {
		return min + Math.floor(this.next() * (max - min + 1));
	}

	/** A bell-shaped value around `mean`, within three `deviation`s, rounded to `digits` decimals. */
	around(mean: number, deviation: number, digits = 1): number {
		const spread = (this.next() + this.next() + this.next() - 1.5) * 2;
		const factor = 10 ** digits;
		return Math.round((mean + spread * deviation) * factor) / factor;
	}

	/** True with the given probability. */
	chance(probability: number): boolean {
		return this.next() < probability;
	}

	/** One element of a list. Throws when the list is empty. */
	pick<T>(list: readonly T[]): T {
		const index = Math.floor(this.next() * list.length);
		if (index >= list.length) throw new Error('There is nothing to pick from an empty list.');
		return list[index] as T;
	}

	/** An id in the form of a version 4 UUID. */
	uuid(): string {
		const hex = [this.uint32(), this.uint32(), this.uint32(), this.uint32()]
			.map((value) => value.toString(16).padStart(8, '0'))
			.join('');
		const variant = '89ab'.charAt(this.uint32() & 3);
		return [
			hex.slice(0, 8),
			hex.slice(8, 12),
			`4${hex.slice(13, 16)}`,
			`${variant}${hex.slice(17, 20)}`,
			hex.slice(20),
		].join('-');
	}
}

/** FNV-1a over UTF-16 units. */
function hash(text: string, start: number): number {
	let value = start;
	for (let i = 0; i < text.length; i++) {
		value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
	}
	return value >>> 0;
}
