import { Refusal } from './response';
import { dateTimeUs, isDate } from './rfc3339';
import { isObject } from './jsonValues';

/** What a field of a JSON body has to be. */
export type FieldKind = 'string' | 'text' | 'boolean' | 'date' | 'date-time' | 'url' | 'id list';

const checks: Readonly<
	Record<FieldKind, readonly [is: (value: unknown) => boolean, name: string]>
> = {
	string: [(value) => typeof value === 'string', 'a string'],
	text: [(value) => typeof value === 'string' && value.trim() !== '', 'a non-empty string'],
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
 * Checks the fields of a JSON body. Throws a Refusal (400) for a field that is not among `kinds`
 * (read-only fields are not), for one of the wrong kind and for a missing one of `required`.
 */
export function checkFields(
	body: Readonly<Record<string, unknown>>,
	kinds: Readonly<Record<string, FieldKind>>,
	required: readonly string[] = [],
): void {
	for (const name of required) {
		if (!(name in body)) throw new Refusal(400, `Missing required field: ${name}.`);
	}
	for (const [name, value] of Object.entries(body)) {
		const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
		if (kind === undefined) {
			throw new Refusal(400, `Field ${name} is unknown or read-only and cannot be set.`);
		}
		const [is, description] = checks[kind];
		if (!is(value)) throw new Refusal(400, `Field ${name} must be ${description}.`);
	}
}

interface BodyRequest {
	headers: Readonly<Record<string, string>>;
	rawBody: string;
	body: unknown;
}

/**
 * The JSON object that a request carries. Throws a Refusal: 415 when it is sent as something other
 * than application/json (strict only), 400 when it is not a JSON object. No body at all counts as
 * an empty object where every field is `optional`.
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
