import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { isObject } from '../records/json';

/**
 * The ids of the coaches that the node is set to; an empty list for all, and where it is not known:
 * n8n does not resolve expressions for pickers.
 */
export function chosenCoaches(functions: ILoadOptionsFunctions): string[] {
	const selection = functions.getCurrentNodeParameter('coachSelection');
	if (selection === 'several') {
		const several: unknown = functions.getCurrentNodeParameter('coachIds');
		return Array.isArray(several) ? several.filter((id) => typeof id === 'string') : [];
	}
	if (selection !== undefined && selection !== 'one') return [];
	// Read as it is: n8n's extractValue throws where the field has no value yet.
	const locator: unknown = functions.getCurrentNodeParameter('coachId');
	const { mode, value } = isObject(locator) ? locator : { mode: 'id', value: locator };
	const isKnown = typeof value === 'string' && value !== '' && !value.startsWith('=');
	return isKnown && mode !== 'referenceId' ? [value] : [];
}
