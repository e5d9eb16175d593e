/** A value of a field that cannot be sent, found before anything was sent. */
export class InputError extends Error {
	override readonly name = 'InputError';

	/**
	 * @param message what is wrong with which field
	 * @param remedy what to enter instead, as a sentence
	 */
	constructor(
		message: string,
		readonly remedy: string,
	) {
		super(message);
	}
}
