/**
 * What an item holds: a readable record, a flat row of a table, a single metric value, or the record
 * as Terra sent it.
 */
export type OutputForm = 'simplified' | 'rowPerRecord' | 'rowPerMetric' | 'raw';
