import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import {
	isRateLimit,
	isRefusal,
	withCoach,
} from '../../../nodes/TerraTeams/polling/streamFailures';
import { testsOfAnna } from './examples';
import { failure } from './fixture';

it.each([
	[400, false],
	[401, true],
	[402, false],
	[403, true],
	[404, false],
	[500, false],
])('status %d refuses the credential: %s', (status, refuses) => {
	expect(isRefusal(failure(status))).toBe(refuses);
});

it.each([
	[428, false],
	[429, true],
	[430, false],
	[503, false],
])('status %d limits the rate: %s', (status, limits) => {
	expect(isRateLimit({ name: testsOfAnna, thrown: failure(status) })).toBe(limits);
});

it.each([
	['an error', new Error('401')],
	['an object like a refusal', { status: 401, problem: 'rejected' }],
	['an object like a rate limit', { status: 429, problem: 'rejected' }],
	['nothing', undefined],
	['null', null],
])('takes %s that is not of Terra for neither, and gives it as it is', (_, thrown) => {
	expect(isRefusal(thrown)).toBe(false);
	expect(isRateLimit({ name: testsOfAnna, thrown })).toBe(false);
	expect(withCoach({ name: testsOfAnna, thrown }, true)).toBe(thrown);
});

it.each([true, false])('adds the coach to what is known, and that others go on: %s', (go) => {
	const facts = {
		operation: 'Get many tests',
		problem: 'rejected',
		status: 404,
		detail: 'No such coach',
		retryAfterMs: 5,
	} as const;
	const thrown = new TerraTeamsError(facts);
	const named = withCoach({ name: testsOfAnna, thrown }, go);
	expect(named).toBeInstanceOf(TerraTeamsError);
	expect(named).toHaveProperty('facts', { ...facts, coachId: 'anna', othersContinue: go });
	expect(thrown.facts).toEqual(facts);
});

it('adds nothing to the failure of a stream of the whole account', () => {
	const thrown = failure(404);
	const name = { kind: 'athlete', coachId: null, key: 'pppppppp' } as const;
	expect(withCoach({ name, thrown }, true)).toBe(thrown);
	expect(thrown.facts).not.toHaveProperty('othersContinue');
});
