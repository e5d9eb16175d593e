import { createHash } from 'node:crypto';

/** The limit of n8n's Data Tables and of PostgreSQL, less room for a number at the end. */
const maxLength = 60;

/** Words, the only text that a column name shows without losing anything. */
const words = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;

/** Names as programs write them, such as the keys of a metrics schema. */
const snakeCase = /^[a-z0-9]+(?:_[a-z0-9]+)*$/;

/** A plain name that could be taken for one that was made of another label. */
const ambiguous = /^metric_|_[0-9a-f]{6}$/;

/** Signs as they are usually written, and as they are read. */
const signs: readonly [sign: RegExp, word: string][] = [
	[/(^| )%(?= |$)/g, '$1percent'],
	[/(^| )<(?=[\w-])/g, '$1below '],
	[/(^| )>(?=[\w-])/g, '$1above '],
	[/(^| )#(?=\w)/g, '$1number '],
	[/ & /g, ' and '],
	[/(?<=[A-Za-z0-9])\+(?= |$)/g, ' plus'],
	[/(?<=[A-Za-z0-9])\+(?=\w)/g, ' plus '],
	// A hyphen within a word is no minus.
	[/(?<=[A-Za-z])-(?=[A-Za-z])/g, ' '],
	[/(?<=\d)-(?=\d)/g, ' to '],
	[/(?<=[A-Za-z])-(?=\d)/g, ' minus '],
	[/(?<=(?:^|below |above ))-(?=\d)/g, 'minus '],
	[/(?<=[A-Za-z0-9])-(?= |$)/g, ' minus'],
	[/(?<=\d)\.(?=\d)/g, ' point '],
	[/(?<=[A-Za-z0-9])\/(?=(?:s|sec|min|h|hr|kg|ms|m|km|day|week)\d?(?![A-Za-z]))/gi, ' per '],
	[/(^| )\(([^()]+)\)(?= |$)/g, '$1$2'],
];

/** The same signs wherever they are: what is made of them is marked by a hash. */
const anySigns: readonly [sign: RegExp, word: string][] = [
	[/[·⋅]?(\p{L}+)[⁻−-]¹/gu, ' per $1'],
	[/[·⋅]?(\p{L}+)[⁻−-]([²³])/gu, ' per $1$2'],
	[/[™®©]/g, ''],
	[/%/g, ' percent '],
	[/[<≤]/g, ' below '],
	[/[>≥]/g, ' above '],
	[/#/g, ' number '],
	[/&/g, ' and '],
	[/\+/g, ' plus '],
	[/°/g, ' deg '],
	[/(?<![A-Za-z])[-−](?=\d)|(?<=[A-Za-z0-9])[-−]$/g, ' minus '],
];

/** Letters that no decomposition takes apart. */
const letters: Readonly<Record<string, string>> = {
	Æ: 'ae',
	æ: 'ae',
	Ð: 'd',
	ð: 'd',
	Đ: 'd',
	đ: 'd',
	ı: 'i',
	Ł: 'l',
	ł: 'l',
	Ø: 'o',
	ø: 'o',
	Œ: 'oe',
	œ: 'oe',
	ß: 'ss',
	Þ: 'th',
	þ: 'th',
};

/**
 * A label as the name of a column: lower-case English letters and digits, words joined by `_`, a
 * letter first, at most 60 characters (fit for n8n's Data Tables and SQL). It depends on nothing but
 * the label, and two labels have one name only if they are read alike: case, a hyphen within a word
 * and parentheses do not count, and signs are spelled out (`%` is `percent`, `>` is `above`). Where
 * anything else would be lost (accents, other scripts, other signs), a hash is added.
 */
export function columnName(label: string): string {
	const text = label.normalize('NFC');
	if (snakeCase.test(text)) return plainName(text, text);
	const spelled = signs.reduce((sofar, [sign, word]) => sofar.replace(sign, word), text);
	if (words.test(spelled)) return plainName(snakeCaseOf(spelled), text);
	const readable = anySigns
		.reduce((sofar, [sign, word]) => sofar.replace(sign, word), text)
		.replace(/[^ -~]/gu, (letter) => letters[letter] ?? letter);
	const name = snakeCaseOf(readable);
	return withHash(name === '' ? 'metric' : withLetterFirst(name), text);
}

/** A text of English words, such as the labels of codes, as the name of a column. */
export function codeName(text: string): string {
	return limited(withLetterFirst(snakeCaseOf(text)), text);
}

/**
 * A name made of another one and something behind it, still fit for a column.
 *
 * @param of what both were made of, which tells names apart that are too long
 */
export function extended(name: string, suffix: string, of: string): string {
	return limited(`${name}_${suffix}`, of);
}

/** A name with a hash of what it was made of, for where the name does not tell enough. */
export function withHash(name: string, of: string): string {
	return `${name.slice(0, maxLength - 7)}_${hash(of)}`;
}

/** A unit as the end of a name: `m_per_s`, `percent`. */
export function unitSuffix(unit: string): string {
	const spelled = anySigns.reduce((sofar, [sign, word]) => sofar.replace(sign, word), unit);
	const name = snakeCaseOf(spelled.replaceAll('/', ' per '));
	return name === '' && /\S/.test(unit) ? hash(unit) : name;
}

function plainName(name: string, label: string): string {
	return ambiguous.test(name) ? withHash(name, label) : limited(withLetterFirst(name), label);
}

function limited(name: string, of: string): string {
	return name.length <= maxLength ? name : withHash(name, of);
}

function withLetterFirst(name: string): string {
	return /^[a-z]/.test(name) ? name : `metric_${name}`;
}

function snakeCaseOf(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_|_$/g, '');
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
