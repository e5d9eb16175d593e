import { isJsonObject, type JsonObject } from './json';

/** Fields of a new coach that both contracts call write-only. */
const writeOnlyFields = ['client_id', 'client_secret', 'token'] as const;

/**
 * A record without the write-only fields. A server may echo them all the same, in a coach or in the
 * `coach` of another response. The record is copied only where there is something to remove.
 */
export function withoutWriteOnlyFields<Fields extends JsonObject>(record: Fields): Fields {
	const { coach } = record;
	const echoes = isJsonObject(coach) || writeOnlyFields.some((field) => field in record);
	if (!echoes) return record;
	const clean = { ...record };
	for (const field of writeOnlyFields) delete clean[field];
	if (isJsonObject(coach)) Object.assign(clean, { coach: withoutWriteOnlyFields(coach) });
	return clean;
}
