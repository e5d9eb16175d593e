/* eslint-disable no-console -- a command prints */
import fc from 'fast-check';

import { runSchedule } from '../properties/polling/model/runSchedule';
import { schedules, type Schedule } from '../properties/polling/model/schedule';

/** Schedules between two lines of progress. */
const batch = 5000;

/** Shrinking takes a while: after this many violations there is enough to look at. */
const maxViolations = 10;

async function check(seed: number, numRuns: number): Promise<fc.RunDetails<[Schedule]>> {
	const property = fc.asyncProperty(schedules, async (schedule) => {
		const broken = await runSchedule(schedule);
		if (broken.length > 0) throw new Error(broken.join('\n'));
	});
	return await fc.check(property, { seed, numRuns });
}

/**
 * Checks the properties of the trigger over as many schedules as asked for, see properties.test.ts.
 *
 * @returns the exit code
 */
export async function checkSchedules(seed: number, runs: number): Promise<number> {
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
	return violations > 0 ? 1 : 0;
}
