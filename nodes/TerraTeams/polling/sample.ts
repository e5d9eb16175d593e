import { mapConcurrently } from '../api/concurrencyLimiter';
import type { EventRecord } from '../events/items';
import { maxConcurrentRequests } from '../queries/rangeSearch';
import { matchesFilter } from '../queries/recordFilter';
import { usPerDay } from '../records/time';
import { detectChanges, type Change } from './detectChanges';
import { toEventRecord } from './eventRecords';
import { kindsOf, pollEvents } from './events';
import { SeenRecords } from './seenRecords';
import type { PollSettings } from './settings';
import { readStream, type PollSource } from './source';
import { streamsToRead, type StreamName } from './streams';
import { baselineWindow } from './window';

/** How many items of each event a sample holds. */
const sampleSize = 3;

/**
 * What the trigger would emit for the newest few records of the look-back, to build a workflow
 * with. Neither uses nor changes the state.
 *
 * @param narrow leaves out those that the filter does not want once more is known of them
 * @throws the error of the source, where something failed and there is nothing else to show
 */
export async function sample(
	settings: PollSettings,
	source: PollSource,
	nowMs: number,
	narrow: (records: EventRecord[]) => Promise<EventRecord[]>,
): Promise<EventRecord[]> {
	const nowUs = nowMs * 1000;
	const kinds = kindsOf(settings.events);
	const coaches = settings.coaches === 'all' ? await source.coaches() : null;
	const { range } = baselineWindow(nowUs - settings.lookBackDays * usPerDay, nowUs);

	const names = streamsToRead(kinds, settings, coaches);
	const failures: unknown[] = [];
	const found = await mapConcurrently(names, maxConcurrentRequests, async (name) => {
		try {
			const records = await readStream(name, range, source, coaches);
			const wanted = records.filter((record) => matchesFilter(settings.filter, name.kind, record));
			return detectChanges(name.kind, wanted, SeenRecords.none, nowUs).map((change) => ({
				name,
				change,
			}));
		} catch (thrown) {
			failures.push(thrown);
			return [];
		}
	});
	if (failures.length > 0 && found.every((changes) => changes.length === 0)) throw failures[0];
	const newestFirst = found.flat().sort((a, b) => timeOf(b) - timeOf(a));
	const records = await narrow(
		[...settings.events].flatMap((event) =>
			newestFirst
				.filter(({ name }) => name.kind === pollEvents[event].kind)
				.map(({ name, change }) => toEventRecord(event, name, change, settings)),
		),
	);
	return [...settings.events].flatMap((event) =>
		records.filter((record) => record.event === pollEvents[event].name).slice(0, sampleSize),
	);
}

function timeOf({ change }: { name: StreamName; change: Change }): number {
	return change.timestampUs ?? 0;
}
