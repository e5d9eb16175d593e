import { objectsOf, type Json, type JsonObject } from '../../records/json';
import type { TestSet } from '../../records/types';
import { labelOf } from '../codeLabels';
import * as codes from '../codes';
import { codeName, columnName } from '../columnName';
import { byKey, unnamedKey, unnamedMetric, type MetricName, type MetricsByKey } from '../metric';

/** The side whose values are percentages, see {@link codes.side}. */
const asymmetry = 6;

/** Reads the metrics of a test, a set or a repetition. */
export type TestMetricReader = (list: Json | undefined, set?: SetQualifiers) => MetricsByKey;

/**
 * What a set says of all its metrics, codes of {@link codes.side} and {@link codes.aspect}; each only
 * where it says something.
 */
export interface SetQualifiers {
	side?: Json;
	aspect?: Json;
}

/** The qualifiers of a set. */
export function qualifiersOf({ side, aspect }: TestSet): SetQualifiers {
	return {
		...(labelOf(codes.side, side) !== null && { side }),
		...(labelOf(codes.aspect, aspect) !== null && { aspect }),
	};
}

/**
 * A reader of test metrics, which works out the name of each combination of codes once. A key is
 * what is measured and then what qualifies it, in a fixed order: statistic, aspect, contraction,
 * side (`force_max_landing_eccentric_left`). Codes that say nothing are left out; a metric of a set
 * that has no side or aspect of its own has those of the set. An asymmetry ends in
 * `asymmetry_percent`: its value is a percentage, whatever the metric.
 */
export function testMetricReader(): TestMetricReader {
	const names = new Map<string, MetricName>();
	const nameFor = (metric: JsonObject, set: SetQualifiers) => {
		const { metric_type: type, statistic_type: statistic, contraction_type: contraction } = metric;
		const side = qualifier(codes.side, metric.side, set.side);
		const aspect = qualifier(codes.aspect, metric.aspect, set.aspect);
		const combination = JSON.stringify([type, statistic, aspect, contraction, side]);
		let name = names.get(combination);
		if (!name) {
			name = nameOf({ ...metric, side, aspect });
			names.set(combination, name);
		}
		return name;
	};
	return (list, set = {}) =>
		byKey(
			objectsOf(list).map((metric) => ({
				name: nameFor(metric, set),
				value: metric.value ?? null,
			})),
		);
}

function qualifier(
	table: codes.CodeTable,
	own: Json | undefined,
	ofSet: Json | undefined,
): Json | undefined {
	if (ofSet === undefined) return own;
	return labelOf(table, own) === null ? ofSet : own;
}

function nameOf(metric: JsonObject): MetricName {
	const isAsymmetry = metric.side === asymmetry;
	const parts = [
		keyPartOf(codes.metricType, metric.metric_type, unnamedKey) ?? unnamedKey,
		keyPartOf(codes.statisticType, metric.statistic_type, 'statistic'),
		keyPartOf(codes.aspect, metric.aspect, 'aspect'),
		keyPartOf(codes.contractionType, metric.contraction_type, 'contraction'),
	];
	const base = keyOf(parts);
	const side = isAsymmetry ? 'asymmetry percent' : keyPartOf(codes.side, metric.side, 'side');
	const key = keyOf([...parts, side]);
	return {
		key,
		distinctKey: key,
		base,
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

/** Codes have English labels; a text in place of a code may be anything. */
function keyOf(parts: readonly (string | null)[]): string {
	const text = parts.filter((part) => part !== null).join(' ');
	return /^[\x20-\x7e]*$/.test(text) ? codeName(text) : columnName(text);
}
