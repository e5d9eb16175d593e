import type { INodeProperties } from 'n8n-workflow';

import { mapConcurrently } from '../api/concurrencyLimiter';
import { InputError } from '../shared/inputError';
import type { JsonObject } from '../records/json';
import {
	maxConcurrentRequests,
	searchRange,
	type DatedRecord,
	type FoundRecord,
	type RecordSource,
} from '../queries/rangeSearch';
import type { Dispatch } from '../records/types';
import type { TimeRange } from '../api/timeRange';
import { deliverToOption, readToDestination } from './delivery.fields';
import type { ItemParameters } from './itemParameters';
import { limitFields, readLimit } from './limit.fields';
import { optionsField } from './options.fields';
import { readTimeRange, timeRangeFields } from './timeRange.fields';

/** What an item asks of a time range. */
export interface RangeQuery {
	range: TimeRange;
	newestFirst: boolean;
	limit: number;
	toDestination: boolean;
}

/** Records that Terra can also deliver to the account's destination. */
export interface DeliverableSource<Kind extends JsonObject> extends RecordSource<Kind> {
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
 * The fields of an operation that gives the records of a time range.
 *
 * @param more fields for the form of the records, which come before the options
 */
export function rangeQueryFields(
	show: Record<string, string[]>,
	more: INodeProperties[],
): INodeProperties[] {
	return [
		...timeRangeFields(show),
		...limitFields(show),
		...more,
		optionsField(show, [deliverToOption, orderOption]),
	];
}

/** @throws InputError where a field does not hold what it should */
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

/** What a query gives: the records, or what Terra says of their delivery. */
export type RangeResult<Kind extends JsonObject> =
	| { found: FoundRecord<Kind>[] }
	| { dispatched: Dispatch[] };

/**
 * The records that a query asks for, of some coaches together; with delivery to the destination,
 * what Terra says of each coach's delivery. A delivery is asked for in one piece per coach, since
 * Terra prepares it in the background, and covers the whole days around the range.
 */
export async function queryRange<Kind extends JsonObject>(
	source: DeliverableSource<Kind>,
	coachIds: readonly string[],
	{ range, newestFirst, limit, toDestination }: RangeQuery,
): Promise<RangeResult<Kind>> {
	if (toDestination) {
		const dispatch = async (coachId: string) => await source.dispatch(coachId, range);
		return { dispatched: await mapConcurrently(coachIds, maxConcurrentRequests, dispatch) };
	}
	const found = await searchRange(source, coachIds, range);
	return { found: (newestFirst ? newestFirstOf(found) : found).slice(0, limit) };
}

/** Records that are sorted oldest first the other way round, those without a time still last. */
function newestFirstOf<Kind extends JsonObject>(
	found: readonly DatedRecord<Kind>[],
): DatedRecord<Kind>[] {
	const dated = found.filter(({ timestampUs }) => timestampUs !== Infinity);
	return [...dated.reverse(), ...found.slice(dated.length)];
}
