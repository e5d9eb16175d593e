import { createHash } from 'node:crypto';

/** The limit of n8n's Data Tables and of PostgreSQL, less room for a number at the end. */
const maxLength = 60;

/**
 * A text as the name of a column: lower-case English letters and digits, words joined by `_`, a
 * letter first. The same text always gives the same name. A hash tells texts apart that have no
 * such character or are too long.
 */
export function columnName(text: string): string {
	const cleaned = text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '');
	if (cleaned === '') return `metric_${hash(text)}`;
	const name = /^[a-z]/.test(cleaned) ? cleaned : `metric_${cleaned}`;
	return name.length <= maxLength ? name : `${name.slice(0, maxLength - 7)}_${hash(text)}`;
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
