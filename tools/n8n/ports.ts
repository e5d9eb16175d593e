import { detectPort } from 'detect-port';

/** Everything that is started here listens on this address and no other. */
export const HOST = '127.0.0.1';

/** `preferred` if it is free on every address of this machine, or a free port near it. */
export async function freePort(preferred: number): Promise<number> {
	return await detectPort(preferred);
}

/**
 * A free port below those that systems give to outgoing connections (from 32768 on): one of these
 * could be taken before the program it is meant for listens there.
 */
export async function anyFreePort(): Promise<number> {
	return await freePort(20_000 + Math.floor(Math.random() * 10_000));
}
