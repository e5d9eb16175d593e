const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A whole number in characters of 6 bits; one that does not fit becomes the largest that does. */
export function encodeNumber(value: number, length: number): string {
	let rest = Math.min(Math.max(0, Math.floor(value)), 64 ** length - 1);
	let text = '';
	for (let i = 0; i < length; i++) {
		text = digits.charAt(rest % 64) + text;
		rest = Math.floor(rest / 64);
	}
	return text;
}

/** The number that {@link encodeNumber} wrote. */
export function decodeNumber(text: string): number {
	let value = 0;
	for (const digit of text) value = value * 64 + digits.indexOf(digit);
	return value;
}

/** A whole number in as few characters as it needs: 5 bits each, and whether another one follows. */
export function encodeShort(value: number): string {
	let text = digits.charAt(value % 32);
	for (let rest = Math.floor(value / 32); rest > 0; rest = Math.floor(rest / 32)) {
		text = digits.charAt(32 + (rest % 32)) + text;
	}
	return text;
}

/** The number that {@link encodeShort} wrote at a place in a text, and where it ends. */
export function decodeShort(text: string, at: number): { value: number; end: number } {
	let value = 0;
	for (let end = at; end < text.length; end++) {
		const digit = Math.max(0, digits.indexOf(text.charAt(end)));
		value = value * 32 + (digit % 32);
		if (digit < 32) return { value, end: end + 1 };
	}
	return { value, end: text.length };
}
