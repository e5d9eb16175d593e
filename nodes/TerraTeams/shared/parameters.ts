import { InputError } from '../api/errors';

/**
 * The parameters of a node, expressions resolved. An expression can give anything, so nothing is
 * taken for what the field's type says.
 */
export abstract class Parameters {
	/** Whatever the parameter holds; a resource locator gives its value, a hidden field null. */
	abstract value(name: string): unknown;

	/** A parameter that must not be empty, trimmed. */
	text(name: string, label: string): string {
		const text = readText(this.value(name), label);
		if (text === '') throw new InputError(`${label} is empty`, `Enter or choose the ${label}.`);
		return text;
	}

	/** Whether a switch is on, also as the words `true` and `false`. */
	flag(name: string, label: string): boolean {
		return readFlag(this.value(name), label);
	}

	/** A whole number of at least 1. */
	count(name: string, label: string): number {
		return readCount(this.value(name), label);
	}

	/** A list, as several options, an array or texts joined by commas. */
	list(name: string, label: string): string[] {
		const value = this.value(name);
		const parts = Array.isArray(value) ? value : readText(value, label).split(',');
		const texts = parts.map((part: unknown) => readText(part, label));
		return [...new Set(texts)].filter((text) => text !== '');
	}

	/** A collection: only the options that the user added are in it. */
	collection(name: string): Record<string, unknown> {
		const value = this.value(name);
		return isRecord(value) ? { ...value } : {};
	}
}

/** A text (or a number, as text), trimmed; nothing is an empty text. */
export function readText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	throw new InputError(`${label} is not a text`, 'Enter a text.');
}

/** A whole number of at least 1. */
export function readCount(value: unknown, label: string): number {
	const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof count === 'number' && Number.isInteger(count) && count >= 1) return count;
	throw new InputError(`${label} is not a whole number of at least 1`, 'Enter such a number.');
}

/** A number of days: 0 or more, whole or not. */
export function readDays(value: unknown, label: string): number {
	const days = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof days === 'number' && Number.isFinite(days) && days >= 0) return days;
	throw new InputError(`${label} is not a number of days`, 'Enter 0 or more.');
}

/** A number of hours: 0 or more, whole or not. */
export function readHours(value: unknown, label: string): number {
	const hours = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof hours === 'number' && Number.isFinite(hours) && hours >= 0) return hours;
	throw new InputError(`${label} is not a number of hours`, 'Enter 0 or more.');
}

/** A yes or no, also as the words `true` and `false`. */
export function readFlag(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true' || text === 'false') return text === 'true';
	throw new InputError(`${label} is neither true nor false`, 'Choose one of the two.');
}

/** Whether a value is an object of which the fields can be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
