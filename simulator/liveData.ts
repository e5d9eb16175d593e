/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';

import type { Simulator } from '.';

const everyMs = 20_000;
const minuteUs = 60_000_000;

/**
 * Lets data reach the simulated Terra every 20 seconds, as it does in a club: mostly a test that an
 * athlete has just done, at times one that is uploaded a day late, a finished session, or a test to
 * which somebody adds a note. Their ids are new in every run: what a trigger has seen in another run
 * it would take for known.
 *
 * @returns a function that ends it
 */
export function addLiveData(simulator: Simulator): () => void {
	let turn = 0;
	const timer = setInterval(() => arrive(simulator, turn++), everyMs);
	return () => clearInterval(timer);
}

function arrive({ admin, dataset }: Simulator, turn: number): void {
	const nowUs = Date.now() * 1000;
	const coaches = dataset.coaches.map(({ coach_id: id }) => id).filter((id) => id !== null);
	// Coaches without tests or without sessions of their own have got none from the start.
	const testing = coaches.filter((id) => dataset.tests.get(id)?.length);
	const training = coaches.filter((id) => dataset.activities.get(id)?.length);
	const coachId = testing[turn % testing.length];
	const trainer = training[turn % training.length];
	if (coachId === undefined || trainer === undefined) return;
	const last = dataset.tests.get(coachId)?.at(-1)?.record.test_id;
	switch (turn % 4) {
		case 1:
			admin.addTest(coachId, { test_id: randomUUID(), timestamp_us: nowUs - 26 * 60 * minuteUs });
			break;
		case 2:
			admin.addActivity(trainer, {
				activity_id: randomUUID(),
				start_timestamp_us: nowUs - 75 * minuteUs,
				end_timestamp_us: nowUs - minuteUs,
			});
			break;
		case 3:
			if (typeof last === 'string') admin.updateTest(coachId, last, { notes: 'Repeat next week' });
			break;
		default:
			admin.addTest(coachId, { test_id: randomUUID(), timestamp_us: nowUs - 2 * minuteUs });
	}
}
