/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createServer } from 'node:net';

/** Everything of the demo listens here and nowhere else. */
export const HOST = '127.0.0.1';

const PORTS_TO_TRY = 100;

/** The first free port from `preferred` upwards; another one if there is none near it. */
export async function freePort(preferred: number): Promise<number> {
	const last = Math.min(preferred + PORTS_TO_TRY, 65_535);
	for (let port = preferred; port <= last; port += 1) {
		// Both, as a program may listen on all addresses (::) while 127.0.0.1 alone would still bind.
		if ((await canListen(port, HOST)) && (await canListen(port, '::'))) return port;
	}
	return await anyFreePort();
}

/**
 * A free port below those that systems give to outgoing connections (from 32768 on): one of these
 * could be taken by the time that the program it is meant for listens there.
 */
export async function anyFreePort(): Promise<number> {
	return await freePort(20_000 + Math.floor(Math.random() * 10_000));
}

async function canListen(port: number, host: string): Promise<boolean> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => {
			// A machine without IPv6 cannot have a listener there either.
			resolve(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL');
		});
		server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
	});
}
