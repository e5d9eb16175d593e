import type { JsonObject } from '../records/json';

/** An item to give. */
export interface OutputItem {
	json: JsonObject;
	/** The index of the record that it is from. */
	recordIndex: number;
	/**
	 * What tells the items of one record apart, whatever else the run holds and in whatever order
	 * Terra sends it; empty where the item is the whole record.
	 */
	part: string;
}

/** Steps to a part of a record as one text, from which no other steps lead to the same text. */
export function partOf(...steps: string[]): string {
	return steps.map((step) => step.replace(/[%/]/g, encodeURIComponent)).join('/');
}
