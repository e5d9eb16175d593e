import { isObject } from '../records/json';
import { InputError } from './inputError';

/**
 * The parameters of a node, expressions resolved. An expression can give anything, so nothing is
 * taken for what the field's type says.
 */
export abstract class Parameters {
	/** Whatever the parameter holds; a resource locator gives its value, a hidden field null. */
	abstract value(name: string): unknown;

	/** A parameter that must not be empty, trimmed. */
	text(name: string, label: string): string {
		const text = parseText(this.value(name), label);
		if (text === '') throw new InputError(`${label} is empty`, `Enter or choose the ${label}.`);
		return text;
	}

	/** Whether a switch is on, also as the words `true` and `false`. */
	flag(name: string, label: string): boolean {
		return parseFlag(this.value(name), label);
	}

	/** A whole number of at least 1. */
	count(name: string, label: string): number {
		return parseCount(this.value(name), label);
	}

	/** A list, as several options, an array or texts joined by commas. */
	list(name: string, label: string): string[] {
		const value = this.value(name);
		const parts = Array.isArray(value) ? value : parseText(value, label).split(',');
		const texts = parts.map((part: unknown) => parseText(part, label));
		return [...new Set(texts)].filter((text) => text !== '');
	}

	/** A collection: only the options that the user added are in it. */
	collection(name: string): Record<string, unknown> {
		const value = this.value(name);
		return isObject(value) ? { ...value } : {};
	}
}

/** A text (or a number, as text), trimmed; nothing is an empty text. */
export function parseText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	throw new InputError(`${label} must be text`, 'Enter text.');
}

/** A whole number of at least 1. */
export function parseCount(value: unknown, label: string): number {
	const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof count === 'number' && Number.isInteger(count) && count >= 1) return count;
	throw new InputError(`${label} must be a whole number of at least 1`, 'Enter 1 or more.');
}

/**
 * An amount of time: 0 or more, whole or not.
 *
 * @param unit `days` or `hours`, for the error
 */
export function parseDuration(value: unknown, label: string, unit: 'days' | 'hours'): number {
	const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof amount === 'number' && Number.isFinite(amount) && amount >= 0) return amount;
	throw new InputError(`${label} must be a number of ${unit}`, 'Enter 0 or more.');
}

/** A yes or no, also as the words `true` and `false`. */
export function parseFlag(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true' || text === 'false') return text === 'true';
	throw new InputError(`${label} must be true or false`, 'Choose one of the two.');
}
