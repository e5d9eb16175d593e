import * as codes from '../../../nodes/TerraTeams/output/codes';
import { formOutput } from '../../../nodes/TerraTeams/output/output';
import { labelOf } from '../../../nodes/TerraTeams/output/codeLabels';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import codeTables from '../../unit/output/codes.json';
import { inForm } from '../../unit/output/settings';

/** The name of each metric, alone in its test. */
function namesOf(metrics: readonly JsonObject[]): string[] {
	const records = metrics.map((metric) => ({
		record: { test_result_metrics: [metric] },
		coachId: null,
	}));
	return formOutput('test', records, inForm('simplified')).map(
		({ json }) => Object.keys(json.metrics as JsonObject)[0] ?? '',
	);
}

function meaningOf(metric: Record<string, number>): string {
	return [
		metric.metric_type,
		labelOf(codes.statisticType, metric.statistic_type ?? 0),
		labelOf(codes.aspect, metric.aspect ?? 0),
		labelOf(codes.contractionType, metric.contraction_type ?? 0),
		labelOf(codes.side, metric.side ?? 0),
	].join();
}

it('the name of a test metric is of its own for each combination of codes that says something else', () => {
	const meanings = new Map<string, string>();
	for (const [type] of codeTables.metricType) {
		for (const [statistic] of codeTables.statisticType) {
			const metrics = codeTables.aspect.flatMap(([aspect]) =>
				codeTables.contractionType.flatMap(([contraction]) =>
					codeTables.side.map(([side]) => ({
						metric_type: Number(type),
						statistic_type: Number(statistic),
						aspect: Number(aspect),
						contraction_type: Number(contraction),
						side: Number(side),
					})),
				),
			);
			for (const [n, name] of namesOf(metrics).entries()) {
				const meaning = meaningOf(metrics[n] ?? {});
				if ((meanings.get(name) ?? meaning) !== meaning) throw new Error(`Twice: ${name}`);
				meanings.set(name, meaning);
			}
		}
	}
	expect(meanings.size).toBe(33 * 6 * 11 * 7 * 7);
	expect(Math.max(...[...meanings.keys()].map((name) => name.length))).toBeLessThanOrEqual(60);
});
