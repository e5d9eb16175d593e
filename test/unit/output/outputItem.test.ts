import { partOf } from '../../../nodes/TerraTeams/output/outputItem';

it.each([
	[[], ''],
	[['a'], 'a'],
	[['a', 'b', 'c'], 'a/b/c'],
	[['', 'b'], '/b'],
	// Nothing but the two signs that would make the steps ambiguous is written another way.
	[['a b?#&+', 'ø距'], 'a b?#&+/ø距'],
	[['a/b/c', 'd'], 'a%2Fb%2Fc/d'],
	[['50%', '%2F'], '50%25/%252F'],
])('the part at %j is %j', (steps, part) => {
	expect(partOf(...steps)).toBe(part);
});

it('is another one for other steps', () => {
	const steps = [['a/b', 'c'], ['a', 'b/c'], ['a', 'b', 'c'], ['a/b/c'], ['a%2Fb', 'c']];
	expect(new Set(steps.map((each) => partOf(...each))).size).toBe(5);
});
