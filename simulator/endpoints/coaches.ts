import type { Account } from '../account';
import { insertCoach, removeCoach, rosterOf } from '../datasetChanges';
import { isoMicroseconds } from '../generate/times';
import { writeOnlyFields, type CoachLogin, type CoachRecord, type Integration } from '../records';
import type { RecordedRequest } from '../requestLog';
import { Refusal, type ApiResponse } from '../response';
import { checkFields, readBody, type FieldType } from '../validators';

const writableFields: Readonly<Record<string, FieldType>> = {
	reference_id: 'string',
	region: 'string',
	provider: 'non-empty string',
	created_at: 'date-time',
	client_id: 'string',
	client_secret: 'string',
	token: 'string',
};

/** GET /integrations/detailed: `{providers: [...]}`. */
export function listIntegrations({ dataset }: Account): ApiResponse {
	return { status: 200, body: { providers: dataset.integrations } };
}

/** GET /coaches: `{data: [Coach]}`. */
export function listCoaches(account: Account): ApiResponse {
	const data = account.dataset.coaches.map((coach) => serializeCoach(account, coach));
	return { status: 200, body: { data } };
}

/** GET /coaches/{coachId}/athletes: `{coach, data: [Athlete]}`. */
export function listAthletesOfCoach(
	account: Account,
	_request: RecordedRequest,
	id: string,
): ApiResponse {
	const coach = findCoach(account, id);
	const data = rosterOf(account.dataset, id);
	return { status: 200, body: { coach: serializeCoach(account, coach), data } };
}

/** DELETE /coaches/{coachId}: 204; athletes, activities and tests of the coach go too. */
export function deleteCoach(account: Account, _request: RecordedRequest, id: string): ApiResponse {
	removeCoach(account.dataset, findCoach(account, id));
	return { status: 204 };
}

/**
 * POST /coaches: 201 with the coach; athletes and records arrive later. 409 for a coach of the same
 * provider with the same reference id or the same login. Strict: 400 for an unknown provider and for
 * a missing login field that the provider requires.
 */
export function createCoach(account: Account, request: RecordedRequest): ApiResponse {
	const body = readBody(request, account.strict, false);
	const { provider } = body;
	if (typeof provider !== 'string') throw new Refusal(400, 'Missing required field: provider.');
	const integration = account.dataset.integrations.find((known) => known.provider === provider);
	if (account.strict) checkCoach(body, provider, integration);
	const login = loginOf(body, integration);
	refuseDuplicate(account, provider, body.reference_id, login, integration);

	const coach: CoachRecord = {
		coach_id: account.random.uuid(),
		external_coach_id: `${provider.toLowerCase()}-coach-${account.random.integer(100, 9999)}`,
		reference_id: body.reference_id ?? null,
		region: body.region ?? null,
		provider,
		created_at: body.created_at ?? isoMicroseconds(Date.now() * 1000),
	};
	insertCoach(account.dataset, coach, login);
	return { status: 201, body: serializeCoach(account, coach) };
}

/** Throws a Refusal (404) for an unknown id. */
export function findCoach({ dataset }: Account, id: string): CoachRecord {
	const coach = dataset.coaches.find((candidate) => candidate.coach_id === id);
	if (coach !== undefined) return coach;
	throw new Refusal(404, 'The coach with the provided ID does not exist.');
}

/** A coach as responses show it: with its login only when the server echoes secrets. */
export function serializeCoach(account: Account, coach: CoachRecord): CoachRecord {
	if (!account.echoSecrets) return coach;
	const login = account.dataset.logins.get(coach.coach_id) ?? {};
	return {
		...coach,
		...Object.fromEntries(writeOnlyFields.map((name) => [name, login[name] ?? null])),
	};
}

function checkCoach(
	body: Readonly<Record<string, unknown>>,
	provider: string,
	integration: Integration | undefined,
): void {
	if (integration === undefined) {
		throw new Refusal(400, `Provider "${provider}" is not supported.`);
	}
	const types: Record<string, FieldType> = { ...writableFields };
	for (const { field } of integration.login_fields) types[field] = 'string';
	checkFields(body, types);
	for (const { field, required, options } of integration.login_fields) {
		const value = body[field] ?? '';
		if (required && value === '') {
			throw new Refusal(400, `Missing required login field for ${provider}: ${field}.`);
		}
		if (options !== null && value !== '' && !options.some((option) => option === value)) {
			throw new Refusal(400, `Field ${field} must be one of: ${options.join(', ')}.`);
		}
	}
}

function loginOf(
	body: Readonly<Record<string, unknown>>,
	integration: Integration | undefined,
): CoachLogin {
	const providerFields = integration?.login_fields.map(({ field }) => field) ?? [];
	const login: CoachLogin = {};
	for (const name of [...writeOnlyFields, ...providerFields]) {
		const value = body[name];
		if (typeof value === 'string' && name !== 'region') login[name] = value;
	}
	return login;
}

function refuseDuplicate(
	{ dataset }: Account,
	provider: string,
	referenceId: unknown,
	login: CoachLogin,
	integration: Integration | undefined,
): void {
	const identifying = (integration?.login_fields ?? [])
		.filter(({ field, required }) => required && field !== 'region')
		.map(({ field }) => field);
	const exists = dataset.coaches.some((coach) => {
		if (coach.provider !== provider) return false;
		if (typeof referenceId === 'string' && referenceId !== '') {
			if (coach.reference_id === referenceId) return true;
		}
		const known = dataset.logins.get(coach.coach_id) ?? {};
		return (
			identifying.length > 0 &&
			identifying.every((field) => login[field] !== undefined && login[field] === known[field])
		);
	});
	if (exists) throw new Refusal(409, 'The coach already exists for your dev-id.');
}
