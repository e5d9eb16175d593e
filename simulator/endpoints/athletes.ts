import type { Account } from '../account';
import { isoMicroseconds } from '../generate/times';
import { isObject } from '../json';
import type { AthleteRecord } from '../records';
import type { RecordedRequest } from '../requestLog';
import { Refusal, type ApiResponse } from '../response';
import { checkFields, readBody, type FieldType } from '../validators';

const writableFields: Readonly<Record<string, FieldType>> = {
	reference_id: 'string',
	first_name: 'string',
	last_name: 'string',
	email: 'string',
	date_of_birth: 'date',
	active: 'boolean',
};

const bulkFields: Readonly<Record<string, FieldType>> = {
	athlete_id: 'non-empty string',
	active: 'boolean',
	reference_id: 'string',
};

/** GET /athletes: `{data: [Athlete]}` of all coaches. */
export function listAthletes({ dataset }: Account): ApiResponse {
	return { status: 200, body: { data: dataset.athletes } };
}

/** GET /athletes/{athleteId}: the athlete without a wrapper. */
export function getAthlete(account: Account, _request: RecordedRequest, id: string): ApiResponse {
	return { status: 200, body: findAthlete(account, id) };
}

/** PATCH /athletes/{athleteId}: 200 with an empty body. Strict: 400 for read-only fields. */
export function updateAthlete(account: Account, request: RecordedRequest, id: string): ApiResponse {
	const athlete = findAthlete(account, id);
	const body = readBody(request, account.strict, false);
	if (account.strict) checkFields(body, writableFields);
	applyChanges(athlete, body, Object.keys(writableFields));
	return { status: 200 };
}

/**
 * PATCH /athletes: `{data: [Athlete], errors: [{athlete_id, error}]}` with 200 when all were saved,
 * 207 when some were not; problem JSON with 400 and `errors` when none was. One malformed item refuses
 * the whole request with 400, and nothing is saved.
 */
export function updateAthletes(account: Account, request: RecordedRequest): ApiResponse {
	const { dataset, strict } = account;
	const body = readBody(request, strict, false);
	const items = readItems(body, strict);
	const data: AthleteRecord[] = [];
	const errors: { athlete_id: unknown; error: string }[] = [];
	for (const item of items) {
		const id = item.athlete_id;
		const athlete = dataset.athletes.find((candidate) => candidate.athlete_id === id);
		if (athlete === undefined) {
			errors.push({ athlete_id: id, error: 'The athlete with the provided ID does not exist.' });
		} else {
			applyChanges(athlete, item, ['active', 'reference_id']);
			data.push(athlete);
		}
	}
	if (data.length === 0 && errors.length > 0) {
		throw new Refusal(400, 'All athlete updates failed.', { errors });
	}
	return { status: errors.length === 0 ? 200 : 207, body: { data, errors } };
}

function findAthlete({ dataset }: Account, id: string): AthleteRecord {
	const athlete = dataset.athletes.find((candidate) => candidate.athlete_id === id);
	if (athlete !== undefined) return athlete;
	throw new Refusal(404, 'The athlete with the provided ID does not exist.');
}

function readItems(
	body: Readonly<Record<string, unknown>>,
	strict: boolean,
): Record<string, unknown>[] {
	const items = Array.isArray(body.data) ? body.data.filter(isObject) : [];
	if (!strict) return items;
	const extra = Object.keys(body).find((name) => name !== 'data');
	if (extra !== undefined) throw new Refusal(400, `Field ${extra} is unknown.`);
	if (!Array.isArray(body.data) || body.data.length === 0) {
		throw new Refusal(400, 'Field data must be a non-empty list.');
	}
	if (items.length < body.data.length) throw new Refusal(400, 'Each item must be an object.');
	for (const item of items) checkFields(item, bulkFields, ['athlete_id']);
	return items;
}

function applyChanges(
	athlete: AthleteRecord,
	changes: Readonly<Record<string, unknown>>,
	fields: readonly string[],
): void {
	let changed = false;
	for (const field of fields) {
		if (!(field in changes) || athlete[field] === changes[field]) continue;
		athlete[field] = changes[field];
		changed = true;
	}
	if (changed) athlete.last_updated_at = isoMicroseconds(Date.now() * 1000);
}
