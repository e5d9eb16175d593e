import fc from 'fast-check';

import { runSchedule } from './model/runSchedule';
import { schedules } from './model/schedule';

/**
 * The properties of the trigger. `model/schedule.ts` says what may happen, `model/terraServer.ts` is the
 * server, `model/runSchedule.ts` is n8n with its two ways to keep the state, `model/model.ts` and
 * `model/expectations.ts` check. A schedule ends with everything healed and as many quiet polls as it takes.
 *
 * 1. Every record that arrives after the baseline and within the look-back is emitted, and arrives
 *    in an execution: n8n may be killed between saving the state and saving the execution, or before
 *    either.
 *    - "The baseline" of a stream (a kind of records, of one coach or of the account) is its first
 *      reading whose state was not lost: what n8n forgets, the trigger cannot know. A stream
 *      that the settings leave out, or that is gone for a look-back, gets a new one.
 *    - "Within the look-back": dated at most the shortest look-back that was set before the arrival,
 *      and at most a day after it. Records without a time, athletes and coaches always are.
 *    - "Every record": that the server still has in the end, if its event was asked for from its
 *      arrival on. In whatever version: one that is updated before a poll sees it counts once.
 *    - The same holds for updates of records that are in the baseline or were expectations themselves, for
 *      the last version.
 *    - What a first poll is to emit of the last days, or a coach of after it was first seen, is expectations
 *      as well.
 *    - A record without an id whose time and name another one had that was deleted may be taken for
 *      an update of that one. Of coaches that were away and came back, nothing is said about
 *      athletes and the coach itself: after a look-back they are new.
 * 2. Without a restart from an older state, each version is emitted once: what a state has emitted
 *    is kept, and lost, together with it. A stream that the settings left out for a while begins
 *    anew: if it fails at first, what is dated after that may come again (with the same key).
 * 3. What is emitted again after such a restart carries the same dedupe_key, and no two things share
 *    one. With updates a thing is a version; without, a record, or a version if it has no id.
 * 4. Within a poll the oldest comes first, what has no time last.
 * 5. Nothing that is in a baseline is emitted, in the version that was there.
 * 6. The state, as JSON, is at most 16 bytes for each entry and 2 kB; there are never more entries
 *    than records; and when the window has moved on, there is exactly one for each record that the
 *    server gives always (no time, athletes, coaches).
 *    Neither is what a filter left out when it was read, in that version: another filter begins
 *    silently. What passes the filters from its arrival on is emitted as if there were none.
 * 7. A poll lists the coaches and reads each stream once at most; it asks for more than the recent
 *    2 days only in a baseline or where no full scan has ended in the last 59 minutes (times are kept in
 *    whole minutes), and a range takes one request for each 31 days.
 *
 * 8. A poll after a start of n8n does not throw where there is a saved state, whatever Terra says.
 *
 * Where the clock of n8n was wrong at some poll, only 1, 3, 4 and 8 are asked for: what was forgotten
 * comes again. A response of 200 without a list never passes for "no records".
 *
 * Besides: only a refused credential, or a first poll, throws; what failed is reported by a poll
 * that has nothing to emit; there are never more items than the limit.
 *
 * To repeat a failure, or for more: `npm run test:soak -- --seed N --runs N`.
 */
it('keeps its properties whatever happens', async () => {
	await fc.assert(
		fc.asyncProperty(schedules, async (schedule) => {
			expect(await runSchedule(schedule)).toEqual([]);
		}),
		{ numRuns: 5000, seed: 1 },
	);
}, 300_000);
