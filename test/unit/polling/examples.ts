import type { Change } from '../../../nodes/TerraTeams/polling/detectChanges';
import type { StreamRead } from '../../../nodes/TerraTeams/polling/readStreams';
import { SeenRecords, type SeenRecord } from '../../../nodes/TerraTeams/polling/seenRecords';
import type { PollSource } from '../../../nodes/TerraTeams/polling/source';
import type { Stream } from '../../../nodes/TerraTeams/polling/state';
import type { StreamName } from '../../../nodes/TerraTeams/polling/streams';
import { Fixture } from './fixture';

/** A whole minute, in the middle of a day. */
export const { nowUs, settings } = new Fixture();

export const usPerMinute = 60_000_000;

/** A source with nothing in it. */
export const emptySource: PollSource = {
	coaches: async () => [],
	athletes: async () => [],
	activities: async () => [],
	tests: async () => [],
};

export const testsOfAnna: StreamName = { kind: 'test', coachId: 'anna', key: 'tttttttt' };

/** A stream with a baseline, last read in full half an hour ago. */
export function streamOf(values: Partial<Stream> = {}): Stream {
	return {
		key: testsOfAnna.key,
		cursorUs: nowUs - 60 * usPerMinute,
		fullScanUs: nowUs - 30 * usPerMinute,
		missingSinceUs: null,
		seen: SeenRecords.none,
		...values,
	};
}

export function seenOf(records: Record<string, SeenRecord>): SeenRecords {
	return SeenRecords.none.upsert(new Map(Object.entries(records)));
}

/** A test that is new. */
export function changeOf(values: Partial<Change> = {}): Change {
	return {
		record: {},
		type: 'created',
		wasLeftOut: false,
		identity: 'a',
		digest: 'digest',
		key: 'AAAAAAAA',
		seen: { version: 'AAAA', day: 20_463, isLeftOut: false },
		timestampUs: nowUs,
		...values,
	};
}

/** The read of a stream whose records are all emitted. */
export function readOf(values: Partial<StreamRead> = {}): StreamRead {
	return {
		name: testsOfAnna,
		stream: streamOf(),
		emitFromUs: null,
		window: {
			range: { startUs: nowUs - 60 * usPerMinute, endUs: nowUs },
			nextCursorUs: nowUs - 60 * usPerMinute,
			isFullScan: false,
		},
		changes: [],
		...values,
	};
}
