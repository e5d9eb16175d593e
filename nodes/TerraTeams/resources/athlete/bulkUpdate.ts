import type { BulkAthleteChanges, BulkUpdate, TerraTeamsClient } from '../../api/client';
import { mapConcurrently } from '../../api/concurrencyLimiter';
import { asTerraTeamsError, TerraTeamsError } from '../../api/errors';
import { maxConcurrentRequests } from '../../queries/rangeSearch';
import { type Athlete } from '../../records/types';
import { readText } from '../../records/readers';

const operation = 'Update many athletes';

/** Statuses after which the next request would be refused just the same. */
const credentialStatuses = new Set([401, 403]);

/** An athlete that was not saved. */
export interface Failure {
	athleteId: string;
	itemIndex: number;
	error: TerraTeamsError;
}

/**
 * Sends changes in as few requests as the batch size allows, a few of them at a time; where an
 * athlete is changed more than once, one after the other, so that the later change wins.
 *
 * @returns for each change, in order, the athlete as saved or why it was not
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
		if (outcome.status && credentialStatuses.has(outcome.status)) fatal = outcome;
		return batch.map(({ athlete_id: id }) => {
			const reason = outcome.athletes?.get(id);
			return reason === undefined ? outcome : notSaved(id, reason, outcome.status);
		});
	});
	return results.flat();
}

/** What an answer says of each athlete of its request. */
function savedOrNot(
	batch: readonly BulkAthleteChanges[],
	{ saved, refused, complete }: BulkUpdate,
): (Athlete | TerraTeamsError)[] {
	const athletes = new Map(saved.map((athlete) => [readText(athlete, 'athlete_id'), athlete]));
	return batch.map((change) => {
		const id = change.athlete_id;
		const reason = refused.get(id);
		const athlete = athletes.get(id) ?? (complete ? { ...change } : undefined);
		return reason === undefined && athlete
			? athlete
			: notSaved(id, reason ?? 'Terra did not confirm it', 207);
	});
}

/**
 * One error for all that failed: it names every athlete with its item and reason, and says what
 * became of the others. Where one request failed for all of them, it is that request's error.
 *
 * @param failures at least one, in the order of the items
 */
export function summarizeFailures(failures: readonly Failure[], total: number): TerraTeamsError {
	const [first] = failures;
	if (first && failures.length === total && failures.every(({ error }) => error === first.error)) {
		return first.error;
	}
	const named = failures.map(
		({ athleteId, itemIndex, error }) =>
			`${athleteId} [Item ${itemIndex}] (${error.summary.slice(operation.length + 2)})`,
	);
	const saved = total - failures.length;
	return new TerraTeamsError({
		operation,
		happened: `${failures.length} of ${total} athletes were not saved: ${named.join(', ')}`,
		remedy:
			saved === 0
				? 'None was saved. Correct them and run it again.'
				: `The other ${saved} were saved. Correct these and run it again.`,
		status: first?.error.status,
	});
}

function notSaved(athleteId: string, reason: string, status?: number): TerraTeamsError {
	return new TerraTeamsError({
		operation,
		happened: `Terra answered ${status} and did not save athlete ${athleteId} (${reason})`,
		remedy: "Check the athlete's ID and values.",
		status,
	});
}
