/** What the editor says while the list of a picker takes long, in milliseconds. */
export const slowLoadNotice = {
	message: 'Terra is still sending the list. You can also enter the ID.',
	timeout: 8000,
};
