import type { BulkAthleteChanges, TerraTeamsClient } from '../../api/client';
import { asTerraTeamsError, TerraTeamsError } from '../../api/errors';
import { readText, type Athlete } from '../../api/records';

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
 * Sends changes in as few requests as the batch size allows, one after the other, so that of two
 * changes of one athlete the later one wins.
 *
 * @returns for each change, in order, the athlete as saved or why it was not
 */
export async function updateInBatches(
	client: TerraTeamsClient,
	changes: readonly BulkAthleteChanges[],
	batchSize: number,
): Promise<(Athlete | TerraTeamsError)[]> {
	const results: (Athlete | TerraTeamsError)[] = [];
	let fatal: TerraTeamsError | undefined;
	for (let begin = 0; begin < changes.length; begin += batchSize) {
		const batch = changes.slice(begin, begin + batchSize);
		const outcome = fatal ?? (await client.updateAthletes(batch).catch(asTerraTeamsError));
		if (outcome instanceof TerraTeamsError) {
			if (outcome.status && credentialStatuses.has(outcome.status)) fatal = outcome;
			const refused = outcome.athletes ?? new Map<string, string>();
			results.push(
				...batch.map(({ athlete_id: id }) => {
					const reason = refused.get(id);
					return reason === undefined ? outcome : notSaved(id, reason, outcome.status);
				}),
			);
			continue;
		}
		const saved = new Map(
			outcome.saved.map((athlete) => [readText(athlete, 'athlete_id'), athlete]),
		);
		for (const change of batch) {
			const id = change.athlete_id;
			const reason = outcome.refused.get(id);
			const athlete = saved.get(id) ?? (outcome.complete ? { ...change } : undefined);
			results.push(
				reason === undefined && athlete
					? athlete
					: notSaved(id, reason ?? 'Terra did not confirm it', 207),
			);
		}
	}
	return results;
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
