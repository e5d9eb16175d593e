import { isObject } from './json';
import { Refusal } from './response';
import { dateTimeUs, isDate } from './rfc3339';

/** The type that a field of a JSON body must have. */
export type FieldType =
	| 'string'
	| 'non-empty string'
	| 'boolean'
	| 'date'
	| 'date-time'
	| 'url'
	| 'id list';

const checks: Readonly<
	Record<FieldType, readonly [is: (value: unknown) => boolean, name: string]>
> = {
	string: [(value) => typeof value === 'string', 'a string'],
	'non-empty string': [
		(value) => typeof value === 'string' && value.trim() !== '',
		'a non-empty string',
	],
	boolean: [(value) => typeof value === 'boolean', 'a boolean'],
	date: [(value) => typeof value === 'string' && isDate(value), 'a date (YYYY-MM-DD)'],
	'date-time': [
		(value) => typeof value === 'string' && dateTimeUs(value) !== undefined,
		'an ISO 8601 date-time',
	],
	url: [(value) => typeof value === 'string' && URL.canParse(value), 'an absolute URL'],
	'id list': [
		(value) =>
			Array.isArray(value) && value.length > 0 && value.every((id) => typeof id === 'string'),
		'a non-empty list of strings',
	],
};

/**
 * Throws a Refusal (400) for a field that is not in `types` (read-only fields are not), for one of
 * the wrong type and for a missing one of `required`.
 */
export function checkFields(
	body: Readonly<Record<string, unknown>>,
	types: Readonly<Record<string, FieldType>>,
	required: readonly string[] = [],
): void {
	for (const name of required) {
		if (!(name in body)) throw new Refusal(400, `Missing required field: ${name}.`);
	}
	for (const [name, value] of Object.entries(body)) {
		const type = Object.hasOwn(types, name) ? types[name] : undefined;
		if (type === undefined) {
			throw new Refusal(400, `Field ${name} is unknown or read-only and cannot be set.`);
		}
		const [is, description] = checks[type];
		if (!is(value)) throw new Refusal(400, `Field ${name} must be ${description}.`);
	}
}

interface BodyRequest {
	headers: Readonly<Record<string, string>>;
	rawBody: string;
	body: unknown;
}

/**
 * Returns the JSON object in the body of a request. Throws a Refusal: 415 for a content type other
 * than application/json (strict only), 400 for a body that is not a JSON object. A missing body
 * counts as an empty object when it is `optional`, or when not strict.
 */
export function readBody(
	request: BodyRequest,
	strict: boolean,
	optional: boolean,
): Record<string, unknown> {
	if (request.rawBody === '' && (optional || !strict)) return {};
	const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
	if (strict && mediaType !== 'application/json') {
		throw new Refusal(415, 'The body must be sent as application/json.');
	}
	if (!isObject(request.body)) throw new Refusal(400, 'The body is not a JSON object.');
	return request.body;
}
