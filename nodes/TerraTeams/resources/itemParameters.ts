import type { IExecuteFunctions } from 'n8n-workflow';

import { isObject } from '../records/json';
import { Parameters } from '../shared/parameters';

/** The action node's parameters for one input item. */
export class ItemParameters extends Parameters {
	constructor(
		readonly functions: IExecuteFunctions,
		readonly itemIndex: number,
	) {
		super();
	}

	value(name: string): unknown {
		return this.functions.getNodeParameter(name, this.itemIndex, null, {
			extractValue: true,
			skipValidation: true,
		});
	}

	entered(name: string): unknown {
		return this.functions.getNodeParameter(name, this.itemIndex, null, {
			rawExpressions: true,
			skipValidation: true,
		});
	}

	/** How the user chose the value of a resource locator, such as `list` or `id`. */
	modeOf(name: string): string {
		const entered = this.entered(name);
		return isObject(entered) && typeof entered.mode === 'string' ? entered.mode : 'id';
	}

	/** The JSON of the input item. */
	get input(): Record<string, unknown> {
		return this.functions.getInputData()[this.itemIndex]?.json ?? {};
	}

	get timeZone(): string {
		return this.functions.getTimezone();
	}
}
