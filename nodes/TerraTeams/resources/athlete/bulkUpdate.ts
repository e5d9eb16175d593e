import type { BulkAthleteChanges, BulkUpdate, TerraTeamsClient } from '../../api/client';
import { mapConcurrently } from '../../api/concurrencyLimiter';
import { asTerraTeamsError, isCredentialRefused, TerraTeamsError } from '../../api/errors';
import { maxConcurrentRequests } from '../../queries/rangeSearch';
import { readText } from '../../records/readers';
import type { Athlete } from '../../records/types';
import { AthletesNotSavedError, type AthleteFailure } from '../../shared/athletesNotSaved';

/** Statuses with which a server asks for a pause; they come after further tries. */
const stopStatuses = new Set([429, 503]);

/**
 * Sends changes in as few requests as the batch size allows, a few at a time. Where an athlete is
 * changed more than once, they are sent one after the other, so that the later change wins.
 *
 * Where the server asks for a pause, or refuses the credential, no further request is sent.
 *
 * @returns for each change, in order, the saved athlete or why it was not saved
 */
export async function updateInBatches(
	client: TerraTeamsClient,
	changes: readonly BulkAthleteChanges[],
	batchSize: number,
): Promise<(Athlete | TerraTeamsError)[]> {
	const batches: BulkAthleteChanges[][] = [];
	for (let begin = 0; begin < changes.length; begin += batchSize) {
		batches.push(changes.slice(begin, begin + batchSize));
	}
	const athletes = new Set(changes.map(({ athlete_id: id }) => id));
	const concurrency = athletes.size === changes.length ? maxConcurrentRequests : 1;
	let fatal: TerraTeamsError | undefined;
	const results = await mapConcurrently(batches, concurrency, async (batch) => {
		const outcome = fatal ?? (await client.updateAthletes(batch).catch(asTerraTeamsError));
		if (!(outcome instanceof TerraTeamsError)) return savedOrNot(batch, outcome);
		// The next request would be refused as well, or be one too many.
		if (isCredentialRefused(outcome) || stopStatuses.has(outcome.status ?? 0)) fatal = outcome;
		return batch.map(({ athlete_id: id }) => {
			const reason = outcome.facts.athletes?.get(id);
			return reason === undefined ? outcome : notSaved(id, reason, outcome.status);
		});
	});
	return results.flat();
}

/** The results of a request, athlete by athlete. */
function savedOrNot(
	batch: readonly BulkAthleteChanges[],
	{ saved, refused, others, complete, status }: BulkUpdate,
): (Athlete | TerraTeamsError)[] {
	const athletes = new Map(saved.map((athlete) => [readText(athlete, 'athlete_id'), athlete]));
	return batch.map((change) => {
		const id = change.athlete_id;
		const reason = refused.get(id);
		const athlete = athletes.get(id) ?? (complete ? { ...change } : undefined);
		return reason === undefined && athlete
			? athlete
			: notSaved(id, reason ?? others[0] ?? 'Terra did not confirm it', status);
	});
}

/**
 * One error for all failures; where a single request failed for every athlete, its error.
 *
 * @param failures at least one, in the order of the items
 */
export function summarizeFailures(
	failures: readonly AthleteFailure[],
	total: number,
): TerraTeamsError | AthletesNotSavedError {
	const [first] = failures;
	const isOneRequest = failures.every(({ error }) => error === first?.error);
	if (first && failures.length === total && isOneRequest) return first.error;
	return new AthletesNotSavedError(failures, total);
}

function notSaved(athleteId: string, detail: string, status?: number): TerraTeamsError {
	const operation = 'Update many athletes';
	return new TerraTeamsError({ operation, problem: 'not-saved', status, athleteId, detail });
}
