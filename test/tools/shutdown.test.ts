/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import type { ChildProcess } from 'node:child_process';

import { waitFor } from '../../tools/waitFor';
import { exitOf, runProgram } from './runProgram';

/** The program, once it listens, and what it has printed. */
async function started(
	stopsAfterMs: number,
): Promise<{ child: ChildProcess; printed: () => string }> {
	const child = runProgram('waitForShutdown', String(stopsAfterMs));
	let output = '';
	child.stdout?.on('data', (part: Buffer) => (output += part.toString()));
	await waitFor('the program', () => output.includes('listening'));
	return { child, printed: () => output };
}

test('the first signal stops in order, and repeated at once it counts once', async () => {
	const { child, printed } = await started(1000);
	// As from the terminal, and passed on by npm.
	child.kill('SIGINT');
	child.kill('SIGINT');
	expect(await exitOf(child)).toBe(130);
	expect(printed().match(/stopping/g)).toHaveLength(1);
}, 60_000);

test('a later signal ends the process at once', async () => {
	const { child, printed } = await started(600_000);
	child.kill('SIGTERM');
	await waitFor('the first signal', () => printed().includes('stopping'));
	const ended = exitOf(child);
	// Signals within half a second count as one; a busy machine may deliver several at once.
	const timer = setInterval(() => child.kill('SIGINT'), 600);
	expect(await ended).toBe(130);
	clearInterval(timer);
}, 60_000);
