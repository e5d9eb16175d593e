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
import { isFiltering, matchesFilter, type RecordFilter } from '../queries/recordFilter';
import type { JsonObject } from '../records/json';
import type { Dispatch } from '../records/types';
import { alphabetical } from '../shared/alphabetical';
import { filtersField, readFilter } from '../shared/filters.fields';
import { InputError } from '../shared/inputError';
import { deliverToOption, readToDestination } from './delivery.fields';
import type { Execution } from './execution';
import type { ItemParameters } from './itemParameters';
import { limitFields, readLimit } from './limit.fields';
import { optionsField } from './options.fields';
import { readTimeRange, timeRangeFields, type ChosenRange } from './timeRange.fields';

/** A query for the records of a time range. */
export interface RangeQuery extends ChosenRange {
	filter: RecordFilter;
	newestFirst: boolean;
	limit: number;
	toDestination: boolean;
}

/** Records that Terra can also deliver to the account's destination. */
export interface DeliverableSource<RecordType extends JsonObject> extends RecordSource<RecordType> {
	kind: 'activity' | 'test';
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
	description: 'Order of the results by time; decides which ones a limit leaves out',
};

/** Where workflows of version 0.1.0 have the order; the editor does not show it. */
const formerOrderOption: INodeProperties = {
	displayName: 'Order',
	name: 'order',
	type: 'hidden',
	default: 'oldestFirst',
};

/**
 * The fields of an operation on the records of a time range.
 *
 * @param filters the filters to offer
 * @param more fields for the form of the records, which come before the options
 * @param moreOptions beside those that every such operation has
 */
export function rangeQueryFields(
	show: Record<string, string[]>,
	filters: Parameters<typeof filtersField>[0],
	more: INodeProperties[],
	moreOptions: INodeProperties[] = [],
): INodeProperties[] {
	return [
		...timeRangeFields(show),
		...limitFields(show),
		filtersField(filters, show),
		...more,
		optionsField(show, alphabetical([deliverToOption, formerOrderOption, ...moreOptions])),
		sortField(show),
	];
}

/** The order of the results. */
export function sortField(show: Record<string, string[]>): INodeProperties {
	return {
		displayName: 'Sort',
		name: 'sort',
		type: 'collection',
		placeholder: 'Add sort',
		default: {},
		options: [orderOption],
		displayOptions: { show },
	};
}

/** @throws InputError for a field with an invalid value */
export function readRangeQuery(item: ItemParameters): RangeQuery {
	const toDestination = readToDestination(item);
	const filter = readFilter(item);
	if (toDestination && isFiltering(filter)) {
		throw new InputError(
			'Filters cannot be combined with a delivery to the Terra destination',
			'Terra delivers everything in the time range. Remove the filters, or set Deliver To to This Workflow.',
		);
	}
	return {
		...readTimeRange(item),
		filter,
		newestFirst: readOrder(item) === 'newestFirst',
		limit: readLimit(item),
		toDestination,
	};
}

function readOrder(item: ItemParameters): 'newestFirst' | 'oldestFirst' {
	const order = item.collection('sort').order ?? item.collection('options').order ?? 'oldestFirst';
	if (order === 'oldestFirst' || order === 'newestFirst') return order;
	throw new InputError('Order has an unknown value', 'Choose one of the options.');
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
 * The records of a query that pass its filter, of all coaches together; with delivery to the destination, Terra's
 * response for each coach. A delivery takes one request per coach, since Terra prepares it in the
 * background, and covers the whole days around the range.
 *
 * @throws TerraTeamsError of the first coach that failed, where the execution stops at errors, or
 *   where all coaches failed
 */
export async function queryRange<RecordType extends JsonObject>(
	source: DeliverableSource<RecordType>,
	coachIds: readonly string[],
	{ range, isDefaultRange, filter, newestFirst, limit, toDestination }: RangeQuery,
	{ stopsAtFirstError, hints }: Execution,
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
	const { kind } = source;
	const matching = isFiltering(filter)
		? found.filter(({ record }) => matchesFilter(filter, kind, record))
		: found;
	hints.addList({
		listed: kind === 'test' ? 'tests' : 'activities',
		chosen: { range, isDefaultRange },
		found: found.length,
		matching: matching.length,
		limit,
	});
	return {
		found: (newestFirst ? newestFirstOf(matching) : matching).slice(0, limit),
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
