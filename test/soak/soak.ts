/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- runs in Node.js, never inside n8n */
import fc from 'fast-check';

import { runSchedule } from '../properties/polling/model/runSchedule';
import { schedules, type Schedule } from '../properties/polling/model/schedule';

/** Schedules between two lines of progress. */
const batch = 5000;

/** Shrinking takes a while: after this many violations there is enough to look at. */
const maxViolations = 10;

const usage = 'npm run test:soak -- [--seed N] [--runs N]';

function readNumber(name: string, defaultValue: number): number {
	const at = process.argv.indexOf(`--${name}`);
	const value = at < 0 ? defaultValue : Number(process.argv[at + 1]);
	if (Number.isInteger(value) && value >= 0) return value;
	console.error(`--${name} takes a whole number. ${usage}`);
	process.exit(2);
}

async function check(seed: number, numRuns: number): Promise<fc.RunDetails<[Schedule]>> {
	const property = fc.asyncProperty(schedules, async (schedule) => {
		const broken = await runSchedule(schedule);
		if (broken.length > 0) throw new Error(broken.join('\n'));
	});
	return await fc.check(property, { seed, numRuns });
}

/** Runs the properties of the trigger over as many schedules as asked for; see trigger.test.ts. */
async function soak(seed: number, runs: number): Promise<void> {
	let done = 0;
	let violations = 0;
	console.log(`seed ${seed}, ${runs} schedules`);
	for (let next = seed; done < runs && violations < maxViolations; next++) {
		const details = await check(next, Math.min(batch, runs - done));
		done += details.numRuns;
		if (details.failed) {
			violations++;
			console.log(`\nseed ${details.seed}, path ${details.counterexamplePath ?? ''}`);
			console.log(JSON.stringify(details.counterexample?.[0], null, 2));
			console.log(details.errorInstance instanceof Error ? details.errorInstance.message : '');
		} else {
			console.log(`${done} schedules`);
		}
	}
	console.log(`${done} schedules, ${violations} violations`);
	process.exitCode = violations > 0 ? 1 : 0;
}

void soak(readNumber('seed', Date.now() % 1_000_000), readNumber('runs', 20_000));
