import { uniqueNames } from '../../../nodes/TerraTeams/output/uniqueNames';

it.each([
	['nothing', [], []],
	['names that differ', ['b', 'a', 'c'], ['b', 'a', 'c']],
	['a name that comes again', ['a', 'b', 'a'], ['a', 'b', 'a_2']],
	['each further one', ['a', 'a', 'a', 'a'], ['a', 'a_2', 'a_3', 'a_4']],
	['two names that come again', ['a', 'b', 'b', 'a'], ['a', 'b', 'b_2', 'a_2']],
	['a number that is taken before', ['a_2', 'a', 'a'], ['a_2', 'a', 'a_3']],
	['a number that is taken behind', ['a', 'a', 'a_2'], ['a', 'a_3', 'a_2']],
	[
		'several numbers that are taken',
		['a', 'a', 'a_2', 'a_3', 'a'],
		['a', 'a_4', 'a_2', 'a_3', 'a_5'],
	],
	[
		'numbered names that come again',
		['a', 'a', 'a_2', 'a_2', 'a'],
		['a', 'a_3', 'a_2', 'a_2_2', 'a_4'],
	],
	['the name of something that all objects have', ['constructor'], ['constructor']],
])('makes unique: %s', (_, names, unique) => {
	expect(uniqueNames(names)).toEqual(unique);
});
