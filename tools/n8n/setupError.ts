/**
 * Something outside the program is in the way (disk full, tool missing, port refused).
 * The message is one or more plain sentences that say what to do; it is printed without a stack.
 */
export class SetupError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'SetupError';
	}
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
