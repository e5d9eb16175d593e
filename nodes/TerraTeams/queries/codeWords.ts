/** Bits as a number: bit j is `1 << j`. */
export type Bits = number;

/** Words of the same length, each for a member of a group. */
export interface Code {
	/** Number of bits of each word. */
	length: number;
	/** In the order of the members. */
	words: readonly Bits[];
}

/**
 * With fewer bits a word would have a single 1, so that one wrong answer could pass for a member of
 * the group.
 */
const minLength = 4;

/**
 * The shortest words for a group: half of the bits of each word (rounded down) are 1. So two words
 * differ in at least two bits, and one wrong bit never turns a word into another one. The length is
 * at most `ceil(log2 count) + 4`.
 */
export function codeOf(count: number): Code {
	let length = minLength;
	while (choose(length, halfOf(length)) < count) length++;
	const words: Bits[] = [];
	let word = (1 << halfOf(length)) - 1;
	while (words.length < count) {
		words.push(word);
		word = nextOfSameWeight(word);
	}
	return { length, words };
}

/** The places of the words that differ from some bits in the fewest places. */
export function nearestWords(words: readonly Bits[], bits: Bits): number[] {
	let nearest: number[] = [];
	let least = Infinity;
	for (const [place, word] of words.entries()) {
		const distance = weightOf(word ^ bits);
		if (distance > least) continue;
		if (distance < least) nearest = [];
		least = distance;
		nearest.push(place);
	}
	return nearest;
}

/** How many of the bits are 1. */
export function weightOf(bits: Bits): number {
	let weight = 0;
	for (let left = bits; left !== 0; left &= left - 1) weight++;
	return weight;
}

function halfOf(length: number): number {
	return Math.floor(length / 2);
}

/** In how many ways `chosen` of `count` things can be chosen. */
function choose(count: number, chosen: number): number {
	let ways = 1;
	for (let n = 1; n <= chosen; n++) ways = (ways * (count - chosen + n)) / n;
	return ways;
}

/** The next greater number with as many 1s (HAKMEM, item 175). */
function nextOfSameWeight(bits: Bits): Bits {
	const lowest = bits & -bits;
	const carried = bits + lowest;
	return carried | (((bits ^ carried) >>> 2) / lowest);
}
