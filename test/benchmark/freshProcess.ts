/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- runs in Node.js, never inside n8n; its result goes to standard output */
import type { Measured } from './runs';

/** The process that `inFreshProcess` starts: calls a function of a file and prints what it gives. */
async function main([file = '', task = '', input = 'null']: string[]): Promise<void> {
	const tasks = (await import(file)) as Record<string, (input: unknown) => Promise<Measured>>;
	const measured = await tasks[task]?.(JSON.parse(input));
	console.log(JSON.stringify(measured));
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
