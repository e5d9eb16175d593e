import type { EventRecord } from '../../../../nodes/TerraTeams/events/items';
import { kindsOf, pollEvents } from '../../../../nodes/TerraTeams/polling/events';
import { isInRange } from '../../../../nodes/TerraTeams/api/timeRange';
import { isDated, type RecordKind } from '../../../../nodes/TerraTeams/records/kinds';
import { coachCount, type Configuration } from './schedule';
import { versionOf, versionOfJson, type Call, type TerraServer } from './terraServer';

export const usPerMinute = 60_000_000;
export const usPerDay = 1440 * usPerMinute;

/** What the properties know of a stream. */
interface StreamLedger {
	/** From when on its records are no baseline, if it gets one later than it was first seen. */
	firstSeenUs: number;
	/** When it got its baseline. */
	baseUs: number | null;
	/** At which poll its coach was first missing from the list, if it is. */
	missingSinceUs: number | null;
	/** When a whole full scan was seen to end that left nothing to the next poll. */
	sweepSeenUs: number;
}

/** What the properties say about the past, as of one state of the trigger; kept and lost with it. */
export interface TriggerModel {
	isFirst: boolean;
	streams: Map<string, StreamLedger>;
	/** Streams that were gone for a look-back: the rules leave open whether they are still known. */
	doubtful: Set<string>;
	/** Versions that belong to a baseline. */
	silent: Set<string>;
	/** Records that a baseline has to emit. */
	due: Set<number>;
	/** Records about which the properties say nothing. */
	exempt: Set<number>;
	/** Versions that were emitted. */
	emitted: Set<string>;
}

export const emptyModel: TriggerModel = {
	isFirst: true,
	streams: new Map(),
	doubtful: new Set(),
	silent: new Set(),
	due: new Set(),
	exempt: new Set(),
	emitted: new Set(),
};

/** A poll that returned, as seen from outside. */
export interface SeenPoll {
	server: TerraServer;
	configuration: Configuration;
	nowUs: number;
	items: readonly EventRecord[];
	/** Whether it may have run out of time before it came to some stream. */
	isCutShort: boolean;
	/** Whether it said that something failed. */
	hasFailure: boolean;
	/** Whether it may have left something that it found to the next poll. */
	mayHaveLeft: boolean;
}

export interface WantedStream {
	name: string;
	kind: RecordKind;
	coach: number | null;
}

/** The streams that a configuration asks for. */
export function wantedStreams(
	configuration: Configuration,
	isListed: readonly boolean[],
): WantedStream[] {
	const all = configuration.coaches === 'all';
	const coaches = Array.from({ length: coachCount }, (_, coach) => coach).filter((coach) =>
		configuration.coaches === 'all' ? isListed[coach] : configuration.coaches.includes(coach),
	);
	return [...kindsOf(new Set(configuration.events))].flatMap((kind) => {
		const isOfAccount = kind === 'coach' || (kind === 'athlete' && all);
		return (isOfAccount ? [null] : coaches).map((coach) => ({
			name: `${kind} ${coach ?? '*'}`,
			kind,
			coach,
		}));
	});
}

/** The model after a poll, and the properties that the poll broke. */
export function afterPoll(
	before: TriggerModel,
	seen: SeenPoll,
): { after: TriggerModel; broken: string[] } {
	const { server, configuration, nowUs } = seen;
	const after: TriggerModel = {
		isFirst: false,
		streams: new Map(before.streams),
		doubtful: new Set(before.doubtful),
		silent: new Set(before.silent),
		due: new Set(before.due),
		exempt: new Set(before.exempt),
		emitted: new Set(before.emitted),
	};
	const broken: string[] = [];
	const list = server.calls.find(({ kind }) => kind === 'coach');
	if (configuration.coaches === 'all' && !list?.hasResponse) {
		if (seen.items.length > 0) broken.push('items without a list of coaches');
		if (!seen.hasFailure) broken.push('the failed list of coaches is not reported');
		return { after: { ...after, isFirst: before.isFirst }, broken };
	}
	const wanted = wantedStreams(configuration, server.isListed);
	forget(after, wanted, seen);
	let newBaselines = 0;
	for (const stream of wanted) {
		const call = server.calls.find(
			({ kind, coach }) => kind === stream.kind && coach === stream.coach,
		);
		const known = after.streams.get(stream.name);
		const existingUs = before.isFirst ? configuration.emitExistingDays * usPerDay : 0;
		const now: StreamLedger = {
			...(known ?? {
				firstSeenUs: nowUs - existingUs,
				baseUs: null,
				sweepSeenUs: 0,
			}),
			missingSinceUs: null,
		};
		after.streams.set(stream.name, now);
		if (stream.kind === 'coach' && seen.isCutShort) {
			for (const { serial } of server.held('coach', null)) after.exempt.add(serial);
		}
		if (!call?.hasResponse) continue;
		if (now.baseUs === null) {
			newBaselines++;
			const fromUs = known || existingUs > 0 ? now.firstSeenUs : Infinity;
			takeBaseline(after, stream, fromUs, seen);
			now.baseUs = nowUs;
		} else {
			checkRange(call, now, seen, broken);
		}
		noteLeftOut(after, stream, call, seen);
		noteSweep(call, now, seen);
	}
	const hasFailed = server.calls.some(({ hasResponse }) => !hasResponse);
	// The baseline of the coaches takes no request of its own, so that nobody sees when it is taken.
	const isVisible = !configuration.events.includes('coachCreated');
	const isQuiet = isVisible && seen.items.length === 0 && newBaselines === 0;
	if (hasFailed && isQuiet && !seen.hasFailure) broken.push('a failure is not reported');
	checkItems(after, seen, broken);
	return { after, broken };
}

function forget(after: TriggerModel, wanted: readonly WantedStream[], seen: SeenPoll): void {
	const { configuration, nowUs } = seen;
	const names = new Set(wanted.map(({ name }) => name));
	const kinds = kindsOf(new Set(configuration.events));
	for (const name of [...after.streams.keys(), ...after.doubtful]) {
		if (names.has(name)) continue;
		const kind = [...kinds].find((one) => name.startsWith(`${one} `));
		const mayStay = configuration.coaches === 'all' && kind !== undefined && isDated(kind);
		const stream = after.streams.get(name);
		if (mayStay && stream) {
			const missingSinceUs = stream.missingSinceUs ?? nowUs;
			// The trigger remembers times in whole minutes.
			const keepUs = configuration.lookBackDays * usPerDay - usPerMinute;
			if (nowUs - missingSinceUs < keepUs) {
				after.streams.set(name, { ...stream, missingSinceUs });
				continue;
			}
		}
		after.streams.delete(name);
		if (mayStay) after.doubtful.add(name);
		else after.doubtful.delete(name);
	}
}

function takeBaseline(
	after: TriggerModel,
	stream: WantedStream,
	fromUs: number,
	seen: SeenPoll,
): void {
	const isDoubtful = after.doubtful.delete(stream.name);
	for (const record of seen.server.held(stream.kind, stream.coach)) {
		const { timestampUs, serial } = record;
		// The trigger remembers times in whole minutes.
		const isAtStart = timestampUs !== null && Math.abs(fromUs - timestampUs) < usPerMinute;
		const version = versionOf(record);
		after.due.delete(serial);
		after.silent.delete(version);
		if (!isDoubtful && !isAtStart && (timestampUs === null || timestampUs < fromUs)) {
			after.silent.add(version);
			continue;
		}
		// A stream that begins anew does not know what it emitted in its earlier life.
		after.emitted.delete(version);
		if (isDoubtful || isAtStart) after.exempt.add(serial);
		else after.due.add(serial);
	}
}

/** What a filter leaves out is seen all the same: another filter does not bring it later on. */
function noteLeftOut(
	after: TriggerModel,
	{ kind, coach }: WantedStream,
	{ range }: Call,
	{ server, configuration }: SeenPoll,
): void {
	for (const record of server.held(kind, coach)) {
		const { timestampUs, name } = record;
		if (kind === 'coach' || name.includes(configuration.nameContains)) continue;
		const isRead = !range || timestampUs === null || isInRange(range, timestampUs);
		if (isRead) after.silent.add(versionOf(record));
	}
}

/** Property 7, second half: only the recent days are read, unless the last full scan is an hour old. */
function checkRange(call: Call, stream: StreamLedger, seen: SeenPoll, broken: string[]): void {
	if (!call.range) return;
	const isFullScan = call.range.startUs < seen.nowUs - 2 * usPerDay - usPerMinute;
	const isDue = seen.nowUs - stream.sweepSeenUs >= 59 * usPerMinute;
	if (isFullScan && !isDue) broken.push(`7: ${call.kind} ${call.coach} is swept again too early`);
}

function noteSweep({ range }: Call, stream: StreamLedger, seen: SeenPoll): void {
	if (!range || seen.mayHaveLeft || range.endUs < seen.nowUs) return;
	const isFullScan = range.startUs < seen.nowUs - 2 * usPerDay - usPerMinute;
	if (isFullScan) stream.sweepSeenUs = seen.nowUs;
}

/** Properties 2, 4 and 5, and that each item is what it says. */
function checkItems(after: TriggerModel, seen: SeenPoll, broken: string[]): void {
	const { configuration, items, server } = seen;
	if (items.length > configuration.maxItems) broken.push('more items than the limit');
	let lastUs = -Infinity;
	for (const { event, record: json, coachId } of items) {
		const version = versionOfJson(json);
		const record = server.records[Number(json.serial)];
		if (!record || versionOf(record) !== version) {
			broken.push(`${version} is not what the server holds`);
			continue;
		}
		const chosen = configuration.events.map((name) => pollEvents[name].name);
		if (!chosen.some((name) => name === event)) broken.push(`${event} was not asked for`);
		if (!event.startsWith(record.kind)) broken.push(`${version} came as ${event}`);
		const isPassing = record.kind === 'coach' || record.name.includes(configuration.nameContains);
		if (!isPassing) broken.push(`9: ${version} does not pass the filter`);
		if (coachId !== `coach-${record.coach}`) broken.push(`${version} came from ${coachId}`);
		const isReborn = !isDated(record.kind) && server.wereRemoved.has(record.coach);
		if (after.emitted.has(version) && !isReborn) broken.push(`2: ${version} was emitted twice`);
		after.emitted.add(version);
		const isExempt = isReborn || after.exempt.has(record.serial);
		if (after.silent.has(version) && !isExempt) broken.push(`5: ${version} is of a baseline`);
		const timeUs = record.timestampUs ?? Infinity;
		if (timeUs < lastUs) broken.push(`4: ${version} came after a later one`);
		lastUs = timeUs;
	}
}
