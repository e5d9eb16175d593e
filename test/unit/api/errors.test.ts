import { ConnectionError } from '../../../nodes/TerraTeams/api/connectionError';
import {
	asTerraTeamsError,
	isCredentialRefused,
	isNotFound,
	TerraTeamsError,
	type FailureFacts,
} from '../../../nodes/TerraTeams/api/errors';

function failure(facts: Partial<FailureFacts>): TerraTeamsError {
	return new TerraTeamsError({ operation: 'Get many tests', problem: 'rejected', ...facts });
}

const statuses = Array.from({ length: 600 }, (_, status) => status);

describe('a failed call', () => {
	it('names the operation, the problem and the status', () => {
		const error = failure({ operation: 'Create coach', status: 409 });
		expect(error.message).toBe('Create coach: rejected 409');
	});

	it('names no status where no response arrived', () => {
		expect(failure({ problem: 'timed-out' }).message).toBe('Get many tests: timed-out');
	});

	it('has a name of its own, and is an error', () => {
		expect(failure({}).name).toBe('TerraTeamsError');
		expect(failure({})).toBeInstanceOf(Error);
	});

	it('shows its facts, among them its status and problem', () => {
		const facts: FailureFacts = { operation: 'Get athlete', problem: 'no-object', status: 203 };
		const error = new TerraTeamsError(facts);
		expect(error.facts).toBe(facts);
		expect(error.status).toBe(203);
		expect(error.problem).toBe('no-object');
	});

	it('has no status where no response arrived', () => {
		expect(failure({ problem: 'broken' }).status).toBeUndefined();
	});
});

describe('for catch', () => {
	it('a failed call becomes a value', () => {
		const error = failure({ status: 500 });
		expect(asTerraTeamsError(error)).toBe(error);
	});

	it.each([new Error('another'), new ConnectionError('broken'), 'text', undefined, { facts: {} }])(
		'anything else is thrown again as it is: %p',
		(thrown) => {
			const caught: unknown[] = [];
			try {
				asTerraTeamsError(thrown);
			} catch (again) {
				caught.push(again);
			}
			expect(caught).toHaveLength(1);
			expect(caught[0]).toBe(thrown);
		},
	);
});

describe('an endpoint or a record that does not exist', () => {
	it('is known by the status', () => {
		expect(statuses.filter((status) => isNotFound(failure({ status })))).toEqual([
			404, 405, 410, 501,
		]);
	});

	it('is not what no response means', () => {
		expect(isNotFound(failure({ problem: 'refused' }))).toBe(false);
	});
});

describe('a refused credential', () => {
	it('is known by the status', () => {
		expect(statuses.filter((status) => isCredentialRefused(failure({ status })))).toEqual([
			401, 403,
		]);
	});

	it.each([401, 403])('is not what a web page with %i means', (status) => {
		expect(isCredentialRefused(failure({ problem: 'web-page', status }))).toBe(false);
	});

	it('is not what no response means', () => {
		expect(isCredentialRefused(failure({}))).toBe(false);
		expect(isCredentialRefused(failure({ problem: 'untrusted' }))).toBe(false);
	});
});
