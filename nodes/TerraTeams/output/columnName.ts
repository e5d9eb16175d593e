import { createHash } from 'node:crypto';

/** What n8n's Data Tables and PostgreSQL allow at most, less room for a number at the end. */
const maxLength = 60;

/**
 * A text as the name of a column: lower case, words apart by `_`, a letter first, nothing but
 * letters of English and digits. The same text always gives the same name. A text without any such
 * character, or one that is too long, is told apart from others like it by its hash.
 */
export function columnName(text: string): string {
	const words = text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '');
	if (words === '') return `metric_${hash(text)}`;
	const name = /^[a-z]/.test(words) ? words : `metric_${words}`;
	return name.length <= maxLength ? name : `${name.slice(0, maxLength - 7)}_${hash(text)}`;
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
