import type { Json } from '../api/json';

/** A value as a cell of a table holds it: a list or an object, which no contract has there, as JSON. */
export function cellOf(value: Json | undefined): string | number | boolean | null {
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);
}
