import fc from 'fast-check';

import { columnName } from '../../../nodes/TerraTeams/output/columnName';

/** A label as it is read aloud: only labels that are read alike may have one name. */
function aloud(label: string): string {
	const text = label.normalize('NFC');
	const spaced = /^[a-z0-9]+(_[a-z0-9]+)*$/.test(text) ? text.replaceAll('_', ' ') : text;
	return spaced
		.replace(/(?<=[A-Za-z])-(?=[A-Za-z])/g, ' ')
		.replace(/(^| )\(([^()]+)\)(?= |$)/g, '$1$2')
		.replace(/(?<=\d)-(?=\d)/g, ' to ')
		.replaceAll('/', ' per ')
		.replaceAll('%', 'percent')
		.replaceAll('<', 'below ')
		.replaceAll('>', 'above ')
		.replaceAll('#', 'number ')
		.replaceAll('&', 'and')
		.replaceAll('+', ' plus ')
		.replaceAll('-', ' minus ')
		.replaceAll('.', ' point ')
		.replace(/ +/g, ' ')
		.trim()
		.toLowerCase();
}

const bases = [
	'HSR',
	'Total Distance',
	'Accel B2',
	'MD 1',
	'total_distance',
	'Højde',
	'距離',
	'Load',
];
const insertions = [...'%<>+-#/&.()°²·⁻_ ,:;!?*=~|"\'™é̈Ø距mM1', '  ', ' - ', 'ß', '😀', '\u0000'];

/** A label of the kind that providers have, and another one made of it by a few small changes. */
const neighbours = fc
	.tuple(
		fc.oneof(fc.constantFrom(...bases), fc.string({ unit: 'grapheme', maxLength: 80 })),
		fc.array(fc.tuple(fc.nat(100), fc.constantFrom(...insertions), fc.nat(4)), { maxLength: 3 }),
	)
	.map(([base, changes]): [string, string] => {
		const change = (label: string, [at, sign, how]: [number, string, number]) => {
			const index = at % (label.length + 1);
			const [before, after] = [label.slice(0, index), label.slice(index)];
			if (how === 0) return before + after.slice(1);
			if (how === 1) return before + sign + after.slice(1);
			if (how === 2) return before + after.toUpperCase();
			if (how === 3) return before + after.toLowerCase();
			return before + sign + after;
		};
		return [base, changes.reduce(change, base)];
	});

it('gives two labels one name only if they are read alike', () => {
	fc.assert(
		fc.property(neighbours, ([one, other]) => {
			fc.pre(aloud(one) !== aloud(other));
			return columnName(one) !== columnName(other);
		}),
		{ numRuns: 100_000 },
	);
}, 60_000);

it('gives names that are fit for Data Tables and SQL', () => {
	fc.assert(
		fc.property(neighbours, ([, label]) => /^[a-z][a-z0-9_]{0,59}$/.test(columnName(label))),
		{ numRuns: 10_000 },
	);
});
