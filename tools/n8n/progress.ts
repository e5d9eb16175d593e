/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
/** Seconds between two lines: a log of a CI run stays readable, and a person sees that it moves. */
const EVERY_MS = 4_000;

/** Does some work and reports its start, its state every few seconds, and its end. */
export async function withProgress(
	what: string,
	report: (line: string) => void,
	state: () => string,
	work: () => Promise<void>,
): Promise<void> {
	const start = Date.now();
	report(`${what} ...`);
	const timer = setInterval(() => report(`  ${state()}, ${elapsedSince(start)}`), EVERY_MS);
	try {
		await work();
	} finally {
		clearInterval(timer);
	}
	report(`  done in ${elapsedSince(start)}`);
}

function elapsedSince(start: number): string {
	const seconds = Math.round((Date.now() - start) / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
