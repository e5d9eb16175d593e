import { UnnamedTestsError } from '../../../nodes/TerraTeams/queries/unnamedTests';

it.each([[null], [new TypeError('a bug')], ['a text']])(
	'says how many tests have no athlete, of whom, and why: %p',
	(failure) => {
		const error = new UnnamedTestsError(['coach-a', 'coach-b'], 12, failure);
		expect(error).toBeInstanceOf(Error);
		expect(error.name).toBe('UnnamedTestsError');
		expect(error.message).toBe('12 tests have no athlete');
		expect(error.coachIds).toEqual(['coach-a', 'coach-b']);
		expect(error.tests).toBe(12);
		expect(error.failure).toBe(failure);
	},
);
