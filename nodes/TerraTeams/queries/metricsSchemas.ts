import { mapConcurrently } from '../api/concurrencyLimiter';
import { isNotFound, TerraTeamsError } from '../api/errors';
import type { MetricSchema } from '../records/types';
import { LastMetricsSchemas } from './lastMetricsSchemas';
import { maxConcurrentRequests } from './rangeSearch';
import { UnnamedMetricsError } from './unnamedMetrics';

/** How to get metrics schemas. */
export interface MetricsSchemaSource {
	/** Identifies the account. */
	account: string;
	/** One request: the metrics schema of a coach. */
	getSchema: (coachId: string) => Promise<MetricSchema[]>;
	/** Called where a schema could not be read. */
	report: (error: UnnamedMetricsError) => void;
}

const lastSchemas = new LastMetricsSchemas();

/**
 * The metrics schemas of some coaches by their ids, one request each. Where a schema cannot be read,
 * or is empty, the last one that was known in this process takes its place, since columns must not
 * change their names because of one request. Never fails.
 */
export async function metricsSchemasOf(
	coachIds: Iterable<string>,
	source: MetricsSchemaSource,
): Promise<Map<string, MetricSchema[]>> {
	const schemas = await mapConcurrently(
		[...new Set(coachIds)],
		maxConcurrentRequests,
		async (coachId) => [coachId, await schemaOf(coachId, source)] as const,
	);
	return new Map(schemas);
}

/** The last metrics schema of a coach that was known in this process; an empty one if none was. */
export function lastMetricsSchema(account: string, coachId: string): MetricSchema[] {
	return lastSchemas.get(account, coachId) ?? [];
}

async function schemaOf(
	coachId: string,
	{ account, getSchema, report }: MetricsSchemaSource,
): Promise<MetricSchema[]> {
	const last = lastSchemas.get(account, coachId);
	try {
		const schema = await getSchema(coachId);
		if (schema.length > 0) lastSchemas.set(account, coachId, schema);
		return schema.length > 0 ? schema : (last ?? []);
	} catch (failure) {
		// Servers without the endpoint have no names to give.
		const isMissing = failure instanceof TerraTeamsError && isNotFound(failure);
		if (last || !isMissing) report(new UnnamedMetricsError([coachId], last !== undefined, failure));
		return last ?? [];
	}
}
