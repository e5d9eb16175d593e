import type { JsonObject } from '../api/json';

/** An object without the fields that say nothing: null, empty lists, empty objects. */
export function withoutEmpty(record: JsonObject): JsonObject {
	return Object.fromEntries(
		Object.entries(record).filter(([, value]) =>
			typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== null,
		),
	);
}
