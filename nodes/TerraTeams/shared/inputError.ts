/** A field with a value that cannot be sent, found before any request. */
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
