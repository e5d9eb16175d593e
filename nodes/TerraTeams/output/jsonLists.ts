import { isJsonObject, type Json, type JsonObject } from '../api/json';

/** A value as a list; an empty one where it is no list. */
export function listOf(value: Json | undefined): readonly Json[] {
	return Array.isArray(value) ? value : [];
}

/** The objects of a list, which may hold null and anything else. */
export function objectsOf(value: Json | undefined): JsonObject[] {
	return listOf(value).filter(isJsonObject);
}

/** The texts of a list, such as ids; those that came as numbers as texts. */
export function textsOf(value: Json | undefined): string[] {
	return listOf(value).flatMap((text) => {
		if (typeof text === 'number') return [String(text)];
		return typeof text === 'string' && text !== '' ? [text] : [];
	});
}
