import type { INodeProperties } from 'n8n-workflow';

import { mapConcurrently } from '../api/concurrencyLimiter';
import type { TerraTeamsError } from '../api/errors';
import type { TimeRange } from '../api/timeRange';
import {
	maxConcurrentRequests,
	ofCoach,
	searchRange,
	type DatedRecord,
	type FoundRecord,
	type RecordSource,
} from '../queries/rangeSearch';
import type { JsonObject } from '../records/json';
import type { Dispatch } from '../records/types';
import { InputError } from '../shared/inputError';
import { deliverToOption, readToDestination } from './delivery.fields';
import type { Execution } from './execution';
import type { ItemParameters } from './itemParameters';
import { limitFields, readLimit } from './limit.fields';
import { optionsField } from './options.fields';
import { readTimeRange, timeRangeFields } from './timeRange.fields';

/** A query for the records of a time range. */
export interface RangeQuery {
	range: TimeRange;
	newestFirst: boolean;
	limit: number;
	toDestination: boolean;
}

/** Records that Terra can also deliver to the account's destination. */
export interface DeliverableSource<RecordType extends JsonObject> extends RecordSource<RecordType> {
	dispatch: (coachId: string, range: TimeRange) => Promise<Dispatch>;
}

const orderOption: INodeProperties = {
	displayName: 'Order',
	name: 'order',
	type: 'options',
	default: 'oldestFirst',
	options: [
		{ name: 'Newest First', value: 'newestFirst' },
		{ name: 'Oldest First', value: 'oldestFirst' },
	],
	description: 'Order of the results; decides which ones a limit leaves out',
};

/**
 * The fields of an operation on the records of a time range.
 *
 * @param more fields for the form of the records, which come before the options
 * @param moreOptions beside those that every such operation has
 */
export function rangeQueryFields(
	show: Record<string, string[]>,
	more: INodeProperties[],
	moreOptions: INodeProperties[] = [],
): INodeProperties[] {
	return [
		...timeRangeFields(show),
		...limitFields(show),
		...more,
		optionsField(show, sorted([deliverToOption, orderOption, ...moreOptions])),
	];
}

/** n8n wants the options of a collection in alphabetical order. */
function sorted(options: readonly INodeProperties[]): INodeProperties[] {
	return [...options].sort((a, b) => a.displayName.localeCompare(b.displayName));
}

/** @throws InputError for a field with an invalid value */
export function readRangeQuery(item: ItemParameters): RangeQuery {
	const order = item.collection('options').order ?? 'oldestFirst';
	if (order !== 'oldestFirst' && order !== 'newestFirst') {
		throw new InputError('Order has an unknown value', 'Choose one of the options.');
	}
	return {
		range: readTimeRange(item),
		newestFirst: order === 'newestFirst',
		limit: readLimit(item),
		toDestination: readToDestination(item),
	};
}

/**
 * The records, or Terra's response for each delivery, and the errors of the coaches that failed
 * while others did not.
 */
export type RangeResult<RecordType extends JsonObject> = { failures: unknown[] } & (
	| { found: FoundRecord<RecordType>[] }
	| { dispatched: Dispatch[] }
);

/**
 * The records of a query, of all coaches together; with delivery to the destination, Terra's
 * response for each coach. A delivery takes one request per coach, since Terra prepares it in the
 * background, and covers the whole days around the range.
 *
 * @throws TerraTeamsError of the first coach that failed, where the execution stops at errors, or
 *   where all coaches failed
 */
export async function queryRange<RecordType extends JsonObject>(
	source: DeliverableSource<RecordType>,
	coachIds: readonly string[],
	{ range, newestFirst, limit, toDestination }: RangeQuery,
	{ stopsAtFirstError }: Execution,
): Promise<RangeResult<RecordType>> {
	const failed = new Map<string, TerraTeamsError>();
	const failures = stopsAtFirstError ? undefined : failed;
	const throwIfAllFailed = () => {
		const [first] = failed.values();
		if (first !== undefined && failed.size === new Set(coachIds).size) throw first;
	};
	if (toDestination) {
		const dispatched = await mapConcurrently(coachIds, maxConcurrentRequests, async (coachId) => {
			const dispatch = async () => await source.dispatch(coachId, range);
			return await ofCoach(coachId, coachIds.length, dispatch, failures);
		});
		throwIfAllFailed();
		return {
			dispatched: dispatched.filter((dispatch) => dispatch !== null),
			failures: [...failed.values()],
		};
	}
	const found = await searchRange(source, coachIds, range, { failures });
	throwIfAllFailed();
	return {
		found: (newestFirst ? newestFirstOf(found) : found).slice(0, limit),
		failures: [...failed.values()],
	};
}

/** Reverses records that are sorted oldest first, but keeps those without a time last. */
function newestFirstOf<RecordType extends JsonObject>(
	found: readonly DatedRecord<RecordType>[],
): DatedRecord<RecordType>[] {
	const dated = found.filter(({ timestampUs }) => timestampUs !== Infinity);
	return [...dated.reverse(), ...found.slice(dated.length)];
}
