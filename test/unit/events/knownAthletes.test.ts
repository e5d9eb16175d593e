import { KnownAthletes } from '../../../nodes/TerraTeams/events/knownAthletes';
import { testKey } from '../../../nodes/TerraTeams/queries/testKey';

const test1 = { test_id: 'one' };
const athlete = { athlete_id: 'a' };

it.each([
	['at once', 0, true],
	['just before ten seconds are over', 9999, true],
	['after ten seconds', 10_000, false],
	['once the clock was set back by a day', -86_400_000, false],
])('tells of an athlete %s: %s', (_, laterMs, isKnown) => {
	const known = new KnownAthletes();
	known.add('coach', new Map([[testKey(test1), athlete]]), 1_000_000_000);
	const found = known.of('coach', 1_000_000_000 + laterMs)(test1);
	expect(found).toBe(isKnown ? athlete : undefined);
});
