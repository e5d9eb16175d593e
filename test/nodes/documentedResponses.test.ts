import type { INodeParameters } from 'n8n-workflow';

import { documentedResponses } from '../../simulator/documentedResponses';
import { Accounts, callOf, type Account } from './account';
import { byId, operations } from './parameters';

type Endpoint = keyof typeof documentedResponses;

/** The printed times are a microsecond after 1970. */
const firstDay = { startTime: '1970-01-01', endTime: '1970-01-02' };
const oneCoach = { coachSelection: 'one', coachId: byId('text') };

/** For each endpoint, the operation that calls it and the records that the documentation prints. */
const expected: Record<Endpoint, { parameters: INodeParameters; records: readonly object[] }> = {
	'GET /integrations/detailed': {
		parameters: operations['Get many integrations'](),
		records: documentedResponses['GET /integrations/detailed'].body.providers,
	},
	'GET /coaches': {
		parameters: operations['Get many coaches'](),
		records: documentedResponses['GET /coaches'].body.data,
	},
	'POST /coaches': {
		parameters: operations['Create coach']({
			provider: 'text',
			login: 'typed',
			loginFields: { token: 'text' },
		}),
		records: [documentedResponses['POST /coaches'].body],
	},
	'DELETE /coaches/{coachId}': {
		parameters: operations['Delete coach']({ coachId: byId('text') }),
		records: [{ deleted: true }],
	},
	'GET /coaches/{coachId}/athletes': {
		parameters: operations['Get many athletes']({ athletesOf: 'one', coachId: byId('text') }),
		records: documentedResponses['GET /coaches/{coachId}/athletes'].body.data,
	},
	'GET /coaches/{coachId}/activities': {
		parameters: operations['Get many activities']({ ...oneCoach, ...firstDay }),
		records: documentedResponses['GET /coaches/{coachId}/activities'].body.data,
	},
	'GET /coaches/{coachId}/activities/metrics/schema': {
		parameters: operations['Get activity metrics schema']({ coachId: byId('text') }),
		records: documentedResponses['GET /coaches/{coachId}/activities/metrics/schema'].body.data,
	},
	'GET /coaches/{coachId}/tests': {
		parameters: operations['Get many tests']({ ...oneCoach, ...firstDay }),
		records: documentedResponses['GET /coaches/{coachId}/tests'].body.data,
	},
	// "An array of athletes", printed as "No content".
	'GET /athletes': { parameters: operations['Get many athletes'](), records: [] },
	'GET /athletes/{athleteId}': {
		parameters: operations['Get athlete']({ athleteId: byId('text') }),
		records: [documentedResponses['GET /athletes/{athleteId}'].body],
	},
	// "Athlete updated", printed as "No content": what is known of the athlete is what was sent.
	'PATCH /athletes/{athleteId}': {
		parameters: operations['Update athlete']({
			athleteId: byId('text'),
			updateFields: { firstName: 'text', active: true },
		}),
		records: [{ athlete_id: 'text', first_name: 'text', active: true }],
	},
	// Printed with the same athlete among the saved and among the refused: see below.
	'PATCH /athletes': {
		parameters: operations['Update many athletes']({
			athleteId: byId('text'),
			bulkUpdateFields: { active: true },
		}),
		records: [],
	},
	'POST /widget/api/session': {
		parameters: operations['Create authentication link']({ providers: ['VALD', 'CATAPULT'] }),
		records: [documentedResponses['POST /widget/api/session'].body],
	},
};

const accounts = new Accounts();
let account: Account;

beforeAll(async () => {
	account = await accounts.start({ contract: '2025-05' });
});
beforeEach(() => {
	account.simulator.clearRequests();
	account.simulator.clearFaults();
});
afterAll(async () => await accounts.closeAll());

/** Lets an endpoint, and no other, respond as the documentation prints it. */
function respondAsPrinted(endpoint: Endpoint): void {
	const [method = '', path = ''] = endpoint.replace(/\{\w+\}/g, '*').split(' ');
	account.simulator.fail({ method, path, ...documentedResponses[endpoint] });
}

const printed = Object.entries(expected).filter(([endpoint]) => endpoint !== 'PATCH /athletes');

it.each(printed)('%s: what is printed comes out', async (endpoint, { parameters, records }) => {
	respondAsPrinted(endpoint as Endpoint);
	const { error, items } = await account.run(parameters);

	expect(error).toBeUndefined();
	const [first, ...others] = account.simulator.requests.map(callOf);
	expect(first).toBe(endpoint.replace(/\{\w+\}/g, 'text'));
	// What is printed for a change is no athlete, so that is asked for (and not found here).
	const isChange = endpoint === 'PATCH /athletes/{athleteId}';
	expect(others).toEqual(isChange ? ['GET /athletes/text'] : []);
	expect(items.map(({ json }) => json)).toEqual(records);
});

describe('PATCH /athletes', () => {
	const { parameters } = expected['PATCH /athletes'];
	const { data, errors } = documentedResponses['PATCH /athletes'].body;

	it('takes an athlete that is printed as saved and as refused for refused', async () => {
		respondAsPrinted('PATCH /athletes');
		const { error, items } = await account.run(parameters);

		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^Update many athletes: .*athlete text \(text\) \[Item 0\]\. /);
	});

	it('gives the printed athlete where none is refused', async () => {
		account.simulator.fail({ path: '/athletes', body: { data, errors: [] } });
		const { error, items } = await account.run(parameters);

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(data);
	});

	it('fails the printed refusal and gives the printed athlete where they differ', async () => {
		account.simulator.fail({
			path: '/athletes',
			status: 207,
			body: { data, errors: [{ ...errors[0], athlete_id: 'other' }] },
		});
		const { items } = await account.run(
			operations['Update many athletes']({
				athleteId: byId('={{ $json.id }}'),
				bulkUpdateFields: { active: true },
			}),
			{ items: [{ id: 'other' }, { id: 'text' }], onError: 'continueRegularOutput' },
		);

		expect(items).toEqual([
			{
				json: { error: expect.stringContaining('athlete other (text)') as unknown },
				pairedItem: { item: 0 },
			},
			{ json: data[0], pairedItem: { item: 1 } },
		]);
	});
});
