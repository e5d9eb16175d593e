import * as codes from '../../../nodes/TerraTeams/output/codes';
import { formOutput } from '../../../nodes/TerraTeams/output/output';
import { labelOf } from '../../../nodes/TerraTeams/output/codeLabels';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import codeTables from '../../unit/output/codes.json';
import { inForm } from '../../unit/output/settings';

function nameOf(metric: JsonObject): string | undefined {
	const record = { test_result_metrics: [metric] };
	const [item] = formOutput('test', [{ record, coachId: null }], inForm('simplified'));
	return Object.keys(item?.json.metrics as JsonObject)[0];
}

it('the name of a test metric is of its own for each combination of codes that says something else', () => {
	const names = new Map<string, string>();
	for (const [type] of codeTables.metricType) {
		for (const [statistic] of codeTables.statisticType) {
			for (const [aspect] of codeTables.aspect) {
				for (const [contraction] of codeTables.contractionType) {
					for (const [side] of codeTables.side) {
						const metric = {
							metric_type: Number(type),
							statistic_type: Number(statistic),
							aspect: Number(aspect),
							contraction_type: Number(contraction),
							side: Number(side),
						};
						const meaning = [
							type,
							labelOf(codes.statisticType, metric.statistic_type),
							labelOf(codes.aspect, metric.aspect),
							labelOf(codes.contractionType, metric.contraction_type),
							labelOf(codes.side, metric.side),
						].join();
						const name = nameOf(metric) ?? '';
						if ((names.get(name) ?? meaning) !== meaning) throw new Error(`Twice: ${name}`);
						names.set(name, meaning);
					}
				}
			}
		}
	}
	expect(names.size).toBe(33 * 6 * 11 * 7 * 7);
	expect(Math.max(...[...names.keys()].map((name) => name.length))).toBeLessThanOrEqual(60);
});
