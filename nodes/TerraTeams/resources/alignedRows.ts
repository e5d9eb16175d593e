import { alignColumns } from '../output/columns';
import type { JsonObject } from '../records/json';
import { readOutput } from '../shared/output.fields';
import type { Operation } from './operation';

/** Makes an operation give the rows of all items the same columns in the same order. */
export function alignedRows(operation: Operation): Operation {
	return async (items, execution) => {
		const outcomes = await operation(items, execution);
		const rows: { json: JsonObject }[] = [];
		const starts = new Map<number, number>();
		for (const [index, item] of items.entries()) {
			const outcome = outcomes[index];
			if (!outcome || 'error' in outcome || readOutput(item) !== 'rowPerRecord') continue;
			starts.set(index, rows.length);
			for (const json of outcome.value) rows.push({ json });
		}
		if (starts.size < 2) return outcomes;
		const aligned = alignColumns(rows).map(({ json }) => json);
		return outcomes.map((outcome, index) => {
			const start = starts.get(index);
			if (start === undefined || 'error' in outcome) return outcome;
			return { ...outcome, value: aligned.slice(start, start + outcome.value.length) };
		});
	};
}
