import type { Account } from '../account';
import { insertCoach, removeCoach } from '../accountChanges';
import { Refusal, type Answer } from '../response';
import { checkFields, readBody, type FieldKind } from '../validators';
import { isoMicroseconds } from '../generate/times';
import type { CoachLogin, CoachRecord, Integration } from '../records';
import type { RecordedRequest } from '../requestLog';

const writableFields: Readonly<Record<string, FieldKind>> = {
	reference_id: 'string',
	region: 'string',
	provider: 'text',
	created_at: 'date-time',
	client_id: 'string',
	client_secret: 'string',
	token: 'string',
};

/** GET /integrations/detailed: `{providers: [...]}`. */
export function listIntegrations({ dataset }: Account): Answer {
	return { status: 200, body: { providers: dataset.integrations } };
}

/** GET /coaches: `{data: [Coach]}`. */
export function listCoaches(account: Account): Answer {
	const data = account.dataset.coaches.map((coach) => shownCoach(account, coach));
	return { status: 200, body: { data } };
}

/** GET /coaches/{coachId}/athletes: `{coach, data: [Athlete]}`. */
export function listAthletesOfCoach(
	account: Account,
	_request: RecordedRequest,
	id: string,
): Answer {
	const coach = knownCoach(account, id);
	const data = account.dataset.athletes.filter((athlete) => athlete.coach_id === id);
	return { status: 200, body: { coach: shownCoach(account, coach), data } };
}

/** DELETE /coaches/{coachId}: 204, and all that belongs to the coach is gone. */
export function deleteCoach(account: Account, _request: RecordedRequest, id: string): Answer {
	removeCoach(account.dataset, knownCoach(account, id));
	return { status: 204 };
}

/**
 * POST /coaches: 201 with the coach, without athletes or records: those arrive later. Strict: 400
 * unless the provider exists and every login field that it requires is there; 409 for a coach of the
 * same provider with the same reference id or the same login.
 */
export function createCoach(account: Account, request: RecordedRequest): Answer {
	const body = readBody(request, account.strict, false);
	const { provider } = body;
	if (typeof provider !== 'string') throw new Refusal(400, 'Missing required field: provider.');
	const integration = account.dataset.integrations.find((known) => known.provider === provider);
	if (account.strict) checkCoach(body, provider, integration);
	const login = loginOf(body, integration);
	refuseSecond(account, provider, body.reference_id, login, integration);

	const coach: CoachRecord = {
		coach_id: account.random.uuid(),
		external_coach_id: `${provider.toLowerCase()}-coach-${account.random.integer(100, 9999)}`,
		reference_id: body.reference_id ?? null,
		region: body.region ?? null,
		provider,
		created_at: body.created_at ?? isoMicroseconds(Date.now() * 1000),
	};
	insertCoach(account.dataset, coach, login);
	return { status: 201, body: shownCoach(account, coach) };
}

/** The coach with an id. Throws a Refusal (404) when there is none. */
export function knownCoach({ dataset }: Account, id: string): CoachRecord {
	const coach = dataset.coaches.find((candidate) => candidate.coach_id === id);
	if (coach !== undefined) return coach;
	throw new Refusal(404, 'The coach with the provided ID does not exist.');
}

/** A coach as answers show it: with its login only when the server echoes secrets. */
export function shownCoach(account: Account, coach: CoachRecord): CoachRecord {
	if (!account.echoSecrets) return coach;
	const { client_id, client_secret, token } = account.dataset.logins.get(coach.coach_id) ?? {};
	return {
		...coach,
		client_id: client_id ?? null,
		client_secret: client_secret ?? null,
		token: token ?? null,
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
	const kinds: Record<string, FieldKind> = { ...writableFields };
	for (const { field } of integration.login_fields) kinds[field] = 'string';
	checkFields(body, kinds);
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
	const asked = integration?.login_fields.map(({ field }) => field) ?? [];
	const login: CoachLogin = {};
	for (const name of ['client_id', 'client_secret', 'token', ...asked]) {
		const value = body[name];
		if (typeof value === 'string' && name !== 'region') login[name] = value;
	}
	return login;
}

function refuseSecond(
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
