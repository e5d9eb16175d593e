import type { IExecuteFunctions } from 'n8n-workflow';

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

	/** Whether the user entered an expression, whatever it gives. */
	isExpression(name: string): boolean {
		const raw = this.functions.getNodeParameter(name, this.itemIndex, null, {
			rawExpressions: true,
			skipValidation: true,
		});
		return typeof raw === 'string' && raw.startsWith('=');
	}

	/** The JSON of the input item. */
	get input(): Record<string, unknown> {
		return this.functions.getInputData()[this.itemIndex]?.json ?? {};
	}

	get timeZone(): string {
		return this.functions.getTimezone();
	}
}
