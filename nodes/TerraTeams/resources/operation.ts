import type { JsonObject } from '../records/json';
import type { Execution } from './execution';
import type { ItemParameters } from './itemParameters';

/** The result of an item: a value or an error. */
export type Outcome<Value> =
	| { value: Value; failures?: unknown[] }
	| { error: unknown; itemIndex: number };

/** The output of an item, and the errors of parts of it, where the execution goes on after these. */
export interface PartialOutput {
	items: JsonObject[];
	failures: unknown[];
}

/**
 * Runs an operation for the items of an execution. Gives an outcome for each item in order; where
 * the execution stops at the first error, that error is the last outcome.
 */
export type Operation = (
	items: ItemParameters[],
	execution: Execution,
) => Promise<Outcome<JsonObject[]>[]>;

/**
 * An operation that handles one item after the other. The parameters of all items are read and
 * checked first, so that a mistake in the last item is found before anything is sent.
 *
 * @param read reads and checks the parameters of an item; throws InputError
 * @param perform sends the requests of an item
 */
export function eachItem<Input>(
	read: (item: ItemParameters, execution: Execution) => Input | Promise<Input>,
	perform: (input: Input, execution: Execution) => Promise<JsonObject[] | PartialOutput>,
): Operation {
	return async (items, execution) => {
		const inputs = await readAll(items, execution, read);
		if (execution.stopsAtFirstError && inputs.some((input) => 'error' in input)) {
			return inputs.filter((input) => 'error' in input);
		}
		const outcomes: Outcome<JsonObject[]>[] = [];
		for (const [itemIndex, input] of inputs.entries()) {
			const outcome: Outcome<JsonObject[] | PartialOutput> =
				'error' in input
					? input
					: await settle(itemIndex, async () => await perform(input.value, execution));
			outcomes.push('error' in outcome ? outcome : toOutcome(outcome.value));
			if (execution.stopsAtFirstError && 'error' in outcome) break;
		}
		return outcomes;
	};
}

/** The parameters of every item, up to the first error where the execution stops at it. */
export async function readAll<Input>(
	items: ItemParameters[],
	execution: Execution,
	read: (item: ItemParameters, execution: Execution) => Input | Promise<Input>,
): Promise<Outcome<Input>[]> {
	const inputs: Outcome<Input>[] = [];
	for (const item of items) {
		const input = await settle(item.itemIndex, async () => await read(item, execution));
		inputs.push(input);
		if (execution.stopsAtFirstError && 'error' in input) break;
	}
	return inputs;
}

function toOutcome(output: JsonObject[] | PartialOutput): Outcome<JsonObject[]> {
	return Array.isArray(output)
		? { value: output }
		: { value: output.items, failures: output.failures };
}

async function settle<Value>(
	itemIndex: number,
	task: () => Promise<Value>,
): Promise<Outcome<Value>> {
	try {
		return { value: await task() };
	} catch (error) {
		return { error, itemIndex };
	}
}
