import type { Findings } from './expectations';
import { isFlat, minMinutesToTell, type MemorySample, type Slope } from './memory';

/** The figures of a run, as `--json` writes them. */
export interface Figures {
	minutes: number;
	seed: number;
	/** How long it took until everything had come, once nothing was disturbed any more. */
	windDownSeconds: number;
	n8n: string;
	node: string;
	processors: number;
	polls: number;
	requests: number;
	executions: { polling: number; webhook: number; failed: number };
	records: {
		/** Out of both triggers. */
		expected: number;
		lost: number;
		/** Pushed events to which n8n responded with 200 while it was starting, see docs/webhooks.md. */
		lostByN8n: number;
		wrongNames: number;
		wrongKeys: number;
		/** More than once, which at-least-once allows after a restart, a kill or a wrong clock. */
		repeated: { polling: number; webhook: number };
		/** More than once without any of these. */
		repeatedWithoutReason: number;
		/** Tests that came without their athlete, since Terra could not be asked. */
		unnamed: number;
		/** From before the run, which the trigger had forgotten with a wrong clock. */
		existing: number;
	};
	pushes: {
		events: number;
		/** Requests for events that were sent before. */
		repeated: number;
		/** Requests with another status than 2xx, by status; 0 is no response. */
		refused: Record<string, number>;
		/** Responses with status 2xx, by what they say. */
		accepted: Record<string, number>;
	};
	/** How many requests each kind of fault has hit. */
	faults: Record<string, number>;
	restarts: number;
	kills: number;
	clockJumps: number;
	loads: number;
	/** How often each documented message was seen, in executions, responses and the log. */
	messages: Record<string, number>;
	undocumented: string[];
	secretsFound: number;
	memory: {
		/** Of the last half of the run. */
		own: Slope;
		heap: Slope;
		samples: MemorySample[];
	};
	findings: Findings;
}

/** What does not hold in a run; empty where everything does. */
export function shortcomings({
	minutes,
	records,
	undocumented,
	secretsFound,
	faults,
	memory,
	findings,
}: Figures): string[] {
	const counts: [number, string, string[]][] = [
		[records.lost, 'records lost', findings.lost],
		[records.wrongNames, 'wrong names', findings.wrongNames],
		[records.wrongKeys, 'wrong values of dedupe_key', findings.wrongKeys],
		[
			records.repeatedWithoutReason,
			'records twice while n8n ran undisturbed',
			findings.repeatedWithoutReason,
		],
		[undocumented.length, 'messages that are not documented', undocumented],
		[secretsFound, 'executions with a secret', []],
	];
	const wrong = counts
		.filter(([count]) => count > 0)
		.map(([count, what, examples]) => [`${count} ${what}`, ...examples.slice(0, 20)].join('\n  '));
	const unhit = Object.entries(faults).filter(([, hits]) => hits === 0);
	if (unhit.length > 0)
		wrong.push(`faults that hit nothing: ${unhit.map(([kind]) => kind).join()}`);
	if (minutes < minMinutesToTell) return wrong;
	for (const name of ['own', 'heap'] as const) {
		if (!isFlat(memory[name])) wrong.push(`the memory grows: ${name}, ${slopeText(memory[name])}`);
	}
	return wrong;
}

/** Such as `0.21 MB in 10 minutes (95 % band -0.10 to 0.52)`. */
export function slopeText({ slope, band: [low, high] }: Slope): string {
	return `${slope.toFixed(2)} MB in 10 minutes (95 % band ${low.toFixed(2)} to ${high.toFixed(2)})`;
}
