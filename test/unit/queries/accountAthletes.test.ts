import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import { accountAthletes } from '../../../nodes/TerraTeams/queries/accountAthletes';
import { failureLike } from '../api/modelServer';
import { rosterOf } from './ownedTests';

const thrownBy = async (task: Promise<unknown>) => await task.catch((thrown: unknown) => thrown);

it.each([0, 1, 3])('gives the athletes of the response: %i', async (size) => {
	const athletes = rosterOf(size);
	expect(await accountAthletes(async () => athletes)).toBe(athletes);
});

it('asks once', async () => {
	let requests = 0;
	await accountAthletes(async () => {
		requests += 1;
		return [];
	});
	expect(requests).toBe(1);
});

it('does not take a response without a body for an account without athletes', async () => {
	const thrown = await thrownBy(accountAthletes(async () => null));
	expect(thrown).toBeInstanceOf(TerraTeamsError);
	expect(thrown).toHaveProperty('facts', {
		operation: 'Get many athletes',
		problem: 'empty',
		status: 200,
	});
});

it.each([404, 500])('fails as the request does: %i', async (status) => {
	const failure = failureLike({ status });
	const athletes = accountAthletes(async () => {
		throw failure;
	});
	expect(await thrownBy(athletes)).toBe(failure);
});
