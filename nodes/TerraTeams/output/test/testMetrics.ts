import { objectsOf, type Json, type JsonObject } from '../../records/json';
import { labelOf } from '../codeLabels';
import * as codes from '../codes';
import { columnName } from '../columnName';
import { byKey, unnamedKey, unnamedMetric, type MetricName, type MetricsByKey } from '../metric';

/** Sides that the keys treat differently, see {@link codes.side}. */
const bothSides = 5;
const asymmetry = 6;

/** Reads the metrics of a test, a set or a repetition. */
export type TestMetricReader = (list: Json | undefined) => MetricsByKey;

/**
 * A reader of test metrics, which works out the name of each combination of codes once. A key is
 * what is measured and then what qualifies it, in a fixed order: statistic, aspect, contraction,
 * side (`force_max_landing_eccentric_left`). Codes that say nothing are left out, and so is the
 * side of a metric of both sides, which is the normal case. An asymmetry ends in
 * `asymmetry_percent`: its value is a percentage, whatever the metric.
 */
export function testMetricReader(): TestMetricReader {
	const names = new Map<string, MetricName>();
	const nameFor = (metric: JsonObject) => {
		const { metric_type: type, statistic_type: statistic, contraction_type: contraction } = metric;
		const combination = JSON.stringify([type, statistic, metric.aspect, contraction, metric.side]);
		let name = names.get(combination);
		if (!name) {
			name = nameOf(metric);
			names.set(combination, name);
		}
		return name;
	};
	return (list) =>
		byKey(
			objectsOf(list).map((metric) => ({ name: nameFor(metric), value: metric.value ?? null })),
		);
}

function nameOf(metric: JsonObject): MetricName {
	const isAsymmetry = metric.side === asymmetry;
	const parts = [
		keyPartOf(codes.metricType, metric.metric_type, unnamedKey) ?? unnamedKey,
		keyPartOf(codes.statisticType, metric.statistic_type, 'statistic'),
		keyPartOf(codes.aspect, metric.aspect, 'aspect'),
		keyPartOf(codes.contractionType, metric.contraction_type, 'contraction'),
	];
	const side = isAsymmetry ? 'asymmetry percent' : keyPartOf(codes.side, metric.side, 'side');
	const distinctKey = keyOf([...parts, side]);
	return {
		key: metric.side === bothSides ? keyOf(parts) : distinctKey,
		distinctKey,
		label: labelOf(codes.metricType, metric.metric_type) ?? unnamedMetric,
		side: labelOf(codes.side, metric.side),
		aspect: labelOf(codes.aspect, metric.aspect),
		statistic: labelOf(codes.statisticType, metric.statistic_type),
		contraction: labelOf(codes.contractionType, metric.contraction_type),
		unit: isAsymmetry ? '%' : null,
	};
}

/**
 * A code as part of a key. One that is not in the table is named by its kind (`aspect 37`), so that
 * no other code has the same name.
 */
function keyPartOf(table: codes.CodeTable, code: Json | undefined, kind: string): string | null {
	const isOfTable = typeof code === 'number' && table[code] !== undefined;
	const isCode = typeof code === 'number' || (typeof code === 'string' && code !== '');
	return isCode && !isOfTable ? `${kind} ${code}` : labelOf(table, code);
}

function keyOf(parts: readonly (string | null)[]): string {
	return columnName(parts.filter((part) => part !== null).join(' '));
}
