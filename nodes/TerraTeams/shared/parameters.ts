import { isObject, parseJson } from '../records/json';
import { InputError } from './inputError';

/**
 * A node's parameters, with expressions resolved. An expression can give any value, so each method
 * checks the type.
 *
 * Each method but `value` and `collection` throws InputError for a value that it cannot read.
 */
export abstract class Parameters {
	/** The value as it is; of a resource locator its value, of a hidden field null. */
	abstract value(name: string): unknown;

	/** The value as the user entered it: an expression is a text that begins with `=`. */
	abstract entered(name: string): unknown;

	/** The workflow's IANA time zone, for times that have none. */
	abstract get timeZone(): string;

	/** Whether the user entered an expression, whatever it gives. */
	isExpression(name: string): boolean {
		return isExpression(this.entered(name));
	}

	/** Trimmed text that must not be empty. */
	text(name: string, label: string): string {
		const text = parseText(this.value(name), label);
		if (text === '') throw new InputError(`${label} is empty`, `Enter or choose the ${label}.`);
		return text;
	}

	/** A boolean, also as the text `true` or `false`. */
	flag(name: string, label: string): boolean {
		return parseFlag(this.value(name), label);
	}

	/** A whole number of at least 1. */
	count(name: string, label: string): number {
		return parseCount(this.value(name), label);
	}

	/** A list of texts, see {@link parseList}. */
	list(name: string, label: string): string[] {
		return parseList(this.value(name), label);
	}

	/** A collection: only the options that the user added are in it. */
	collection(name: string): Record<string, unknown> {
		const value = this.value(name);
		return isObject(value) ? { ...value } : {};
	}
}

/** Whether a value that was entered is an expression. */
export function isExpression(entered: unknown): boolean {
	return typeof entered === 'string' && entered.startsWith('=');
}

/**
 * Trimmed text; a number becomes text, `undefined` and `null` become an empty text.
 *
 * @throws InputError for any other value
 */
export function parseText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	throw new InputError(`${label} must be text`, 'Enter text.');
}

/**
 * A list of texts, each once and none of them empty: from an array, from its JSON, or from text
 * separated by commas.
 *
 * @throws InputError for any other value
 */
export function parseList(value: unknown, label: string): string[] {
	const texts = partsOf(value, label).map((part) => parseText(part, label));
	return [...new Set(texts)].filter((text) => text !== '');
}

function partsOf(value: unknown, label: string): unknown[] {
	if (Array.isArray(value)) return value;
	const text = parseText(value, label);
	const json = text.startsWith('[') ? parseJson(text) : undefined;
	return Array.isArray(json) ? json : text.split(',');
}

/**
 * A whole number of at least 1, also as text.
 *
 * @param most what no user wants more than, and what the node can still reckon with
 * @throws InputError for any other value
 */
export function parseCount(value: unknown, label: string, most = Number.MAX_SAFE_INTEGER): number {
	const count = numberOf(value);
	if (Number.isInteger(count) && count >= 1) return atMost(count, most, label);
	throw new InputError(`${label} must be a whole number of at least 1`, 'Enter 1 or more.');
}

/** The longest amount of time that a node takes, about 100 years: dates beyond it cannot be sent. */
const longest = { days: 36_500, hours: 36_500 * 24 };

/** A number of days of at least 1, see {@link parseCount}. */
export function parseDays(value: unknown, label: string): number {
	return parseCount(value, label, longest.days);
}

/**
 * An amount of time: 0 or more, fractions allowed.
 *
 * @param unit for the error message
 * @throws InputError for any other value
 */
export function parseDuration(value: unknown, label: string, unit: 'days' | 'hours'): number {
	const amount = numberOf(value);
	if (Number.isFinite(amount) && amount >= 0) return atMost(amount, longest[unit], label);
	throw new InputError(`${label} must be a number of ${unit}`, 'Enter 0 or more.');
}

function numberOf(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

function atMost(number: number, most: number, label: string): number {
	if (number <= most) return number;
	throw new InputError(`${label} is more than ${most}`, `Enter ${most} or less.`);
}

/** @throws InputError unless the value is a boolean, or `true` or `false` as text */
export function parseFlag(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true' || text === 'false') return text === 'true';
	throw new InputError(`${label} must be true or false`, 'Choose one of the two.');
}
