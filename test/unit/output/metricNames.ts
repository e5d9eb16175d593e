import type { MetricName } from '../../../nodes/TerraTeams/output/metric';

/** The name of a metric that says nothing but what it measures. */
export function metricName(key: string, changes: Partial<MetricName> = {}): MetricName {
	return {
		key,
		distinctKey: key,
		base: key,
		label: key,
		side: null,
		aspect: null,
		statistic: null,
		contraction: null,
		unit: null,
		...changes,
	};
}
