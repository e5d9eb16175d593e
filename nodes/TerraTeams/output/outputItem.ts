import type { JsonObject } from '../records/json';

/** An output item. */
export interface OutputItem {
	json: JsonObject;
	/** The index of the record that it is from. */
	recordIndex: number;
	/**
	 * Identifies the item among those of its record, independent of other records and of the order
	 * in which Terra sends them; empty where the item is the whole record.
	 */
	part: string;
}

/** Joins the steps to a part of a record into one text. Different steps give different texts. */
export function partOf(...steps: string[]): string {
	return steps.map((step) => step.replace(/[%/]/g, encodeURIComponent)).join('/');
}
