import type { TerraTeamsClient } from '../../../nodes/TerraTeams/api/client';
import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import type { FaultRule, Simulator } from '../../../simulator';
import { connect, failureOf, messageOf, simulators } from './connect';

const start = simulators();
const range = { startUs: Date.UTC(2026, 5, 20) * 1000, endUs: Date.UTC(2026, 6, 1) * 1000 };

describe('a server that repeats the login of its coaches', () => {
	let server: Simulator;
	let client: TerraTeamsClient;
	beforeAll(async () => {
		server = await start({ echoSecrets: true });
		({ client } = connect(server));
	});

	it('shows them without it', async () => {
		expect(await client.getCoaches()).toEqual(server.dataset.coaches);
	});

	it('shows a new one without it', async () => {
		const login = { client_id: 'club-1', client_secret: 'geheim-1', region: 'eu' };
		const created = await client.createCoach({ provider: 'VALD', login });
		const held = server.dataset.coaches.at(-1);
		expect(created).toEqual(held);
		expect(server.dataset.logins.get(held?.coach_id ?? '')).toMatchObject({
			client_secret: 'geheim-1',
		});
	});

	it('shows the one that a delivery carries along without it', async () => {
		for (const { coach_id: coachId } of server.dataset.coaches) {
			const dispatches = [
				await client.dispatchTests(coachId, range),
				await client.dispatchActivities(coachId, range),
				await client.dispatchTestSearch(coachId, range, []),
				await client.dispatchActivityMetricsSchema(coachId),
			];
			for (const { coach } of dispatches) {
				expect(coach).toMatchObject({ coach_id: coachId });
				for (const field of ['client_id', 'client_secret', 'token']) {
					expect(coach).not.toHaveProperty(field);
				}
			}
		}
	});
});

describe('a server that repeats a secret in its errors', () => {
	const apiKey = 'Ab+9/x"y\\z=é 7';
	let server: Simulator;
	let client: TerraTeamsClient;
	beforeAll(async () => {
		server = await start();
		({ client } = connect(server, { secrets: [apiKey, 'webhook-secret'] }));
	});
	beforeEach(() => server.clearFaults());

	function everyCharacterEscaped(text: string): string {
		return [...text]
			.map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
			.join('');
	}

	const json = JSON.stringify(apiKey);
	const encoded = encodeURIComponent(apiKey);
	const inForm = new URLSearchParams({ key: apiKey }).toString();

	it.each<[string, FaultRule['body'], string]>([
		['as it is, in JSON', { detail: `Key ${apiKey} is wrong.` }, 'Key [hidden] is wrong'],
		['as it is, as text', `Key ${apiKey} is wrong`, 'Key [hidden] is wrong'],
		['in a title', { title: apiKey }, '[hidden]'],
		['in a message', { message: `${apiKey}!`, status: 'error' }, '[hidden]!'],
		['in an object', { error: { key: apiKey } }, '{"key":"[hidden]"}'],
		['in JSON as text', `Bad request: {"key": ${json}}`, 'Bad request: {"key": "[hidden]"}'],
		['in JSON in JSON', { detail: `Body: {"key": ${json}}` }, 'Body: {"key": "[hidden]"}'],
		[
			'in JSON in JSON in an object',
			{ detail: [`{"key": ${json}}`] },
			String.raw`["{\"key\": \"[hidden]\"}"]`,
		],
		['with every character escaped', `{"detail": "${everyCharacterEscaped(apiKey)}"}`, '[hidden]'],
		['escaped in plain text', `x ${everyCharacterEscaped(apiKey)} y`, 'x [hidden] y'],
		['with slashes escaped', `{"detail": ${json.replace('/', '\\/')}}`, '[hidden]'],
		['in a URL', { detail: `?key=${encoded}&a=b` }, '?key=[hidden]&a=b'],
		['in a URL in lower case', { detail: `?key=${encoded.toLowerCase()}` }, '?key=[hidden]'],
		['in a form', { detail: inForm }, 'key=[hidden]'],
		['twice', { detail: `${apiKey}, ${apiKey}` }, '[hidden], [hidden]'],
		['where it would be cut', `${'x'.repeat(295)}${apiKey}`, `${'x'.repeat(295)}[hidd...`],
		['after many spaces', `a${' '.repeat(400)}${apiKey}`, 'a [hidden]'],
		['of another kind', 'webhook-secret', '[hidden]'],
	])('does not get it into the message: %s', async (_, body, says) => {
		server.fail({ status: 400, body });
		expect(await messageOf(client.getCoaches())).toBe(
			`Get many coaches: Terra answered 400 (${says}). Check the values of the node's fields.`,
		);
	});

	it('does not get any of a login into the message, be one the beginning of another', async () => {
		const login = { client_id: 'club', client_secret: 'club-secret', token: ' token+1 ' };
		server.fail({
			status: 400,
			body: { detail: 'Not club/club-secret, nor token%2B1 or token+1.' },
		});
		expect(await messageOf(client.createCoach({ provider: 'VALD', login }))).toBe(
			"Create coach: Terra answered 400 (Not [hidden]/[hidden], nor [hidden] or [hidden]). Check the values of the node's fields.",
		);
	});

	it('does not get it into the reasons of a bulk update, be some saved or none', async () => {
		const errors = [{ athlete_id: 'a', error: `Key ${apiKey} may not do that.` }];
		const changes = [{ athlete_id: 'a', active: true }];
		const reasons = new Map([['a', 'Key [hidden] may not do that']]);
		server.fail({ status: 207, body: { data: [], errors } });
		expect(await client.updateAthletes(changes)).toMatchObject({ refused: reasons });
		server.fail({ status: 400, body: { errors } });
		expect(await failureOf(client.updateAthletes(changes))).toMatchObject({
			facts: { athletes: reasons },
		});
	});

	it('leaves nothing of the request in the error at all', async () => {
		server.fail({ reset: true });
		server.fail({ status: 500, body: { detail: apiKey } });
		const login = { client_secret: 'geheim-1' };
		for (let call = 0; call < 2; call++) {
			const thrown = await failureOf(client.createCoach({ provider: 'VALD', login }));
			expect(thrown).toBeInstanceOf(TerraTeamsError);
			expect(thrown.cause).toBeUndefined();
			const all = Object.getOwnPropertyNames(thrown).map((name): unknown =>
				Reflect.get(thrown, name),
			);
			const text = JSON.stringify(all);
			for (const secret of ['geheim-1', apiKey, JSON.stringify(apiKey).slice(1, -1), 'Ab+9']) {
				expect(text).not.toContain(secret);
			}
		}
	});
});
