import type { TerraTeamsError } from '../api/errors';

/** An athlete that was not saved, and the input item that it came from. */
export interface AthleteFailure {
	athleteId: string;
	itemIndex: number;
	error: TerraTeamsError;
}

/** Some athletes of a bulk update were not saved; the others were. */
export class AthletesNotSavedError extends Error {
	override readonly name = 'AthletesNotSavedError';

	/**
	 * @param failures at least one, in the order of the items
	 * @param total how many athletes there were
	 */
	constructor(
		readonly failures: readonly AthleteFailure[],
		readonly total: number,
	) {
		super(`${failures.length} of ${total} athletes were not saved`);
	}
}
