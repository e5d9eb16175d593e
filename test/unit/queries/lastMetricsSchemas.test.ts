import { LastMetricsSchemas } from '../../../nodes/TerraTeams/queries/lastMetricsSchemas';
import type { MetricSchema } from '../../../nodes/TerraTeams/records/types';

const schemaOf = (key: string): MetricSchema[] => [{ key, display_name: `Name of ${key}` }];

/** The schemas of so many coaches, `coach-0` first. */
function schemasOf(coaches: number): LastMetricsSchemas {
	const schemas = new LastMetricsSchemas();
	for (let n = 0; n < coaches; n++) schemas.set('account', `coach-${n}`, schemaOf(`metric-${n}`));
	return schemas;
}

/** Those of so many coaches whose schema is not known. */
function forgotten(schemas: LastMetricsSchemas, coaches: number): string[] {
	return Array.from({ length: coaches }, (_, n) => `coach-${n}`).filter(
		(coachId) => schemas.get('account', coachId) === undefined,
	);
}

it('knows no schema at first', () => {
	expect(new LastMetricsSchemas().get('account', 'coach')).toBeUndefined();
});

it('gives the last schema of a coach', () => {
	const schemas = new LastMetricsSchemas();
	schemas.set('account', 'coach', schemaOf('first'));
	expect(schemas.get('account', 'coach')).toEqual(schemaOf('first'));
	schemas.set('account', 'coach', schemaOf('second'));
	expect(schemas.get('account', 'coach')).toEqual(schemaOf('second'));
});

it('keeps an empty schema as well', () => {
	const schemas = new LastMetricsSchemas();
	schemas.set('account', 'coach', []);
	expect(schemas.get('account', 'coach')).toEqual([]);
});

it('keeps accounts and coaches apart', () => {
	const pairs = [
		['a', 'b'],
		['b', 'a'],
		['a', 'a'],
		['a,b', ''],
		['', 'a,b'],
		['a","b', ''],
		['', ''],
	] as const;
	const schemas = new LastMetricsSchemas();
	for (const [n, [account, coachId]] of pairs.entries()) {
		schemas.set(account, coachId, schemaOf(`metric-${n}`));
	}
	expect(pairs.map(([account, coachId]) => schemas.get(account, coachId))).toEqual(
		pairs.map((_, n) => schemaOf(`metric-${n}`)),
	);
	expect(schemas.get('b', 'b')).toBeUndefined();
});

it.each([
	[1, []],
	[199, []],
	[200, []],
	[201, ['coach-0']],
	[203, ['coach-0', 'coach-1', 'coach-2']],
])('of %i coaches forgets the oldest beyond 200: %j', (coaches, oldest) => {
	const schemas = schemasOf(coaches);
	expect(forgotten(schemas, coaches)).toEqual(oldest);
	const last = coaches - 1;
	expect(schemas.get('account', `coach-${last}`)).toEqual(schemaOf(`metric-${last}`));
});

it('forgets nobody for the sake of a coach that it knows', () => {
	const schemas = schemasOf(200);
	for (const coachId of ['coach-0', 'coach-199', 'coach-100']) {
		schemas.set('account', coachId, schemaOf('newer'));
	}
	expect(forgotten(schemas, 200)).toEqual([]);
});

it('keeps a coach whose schema came again longer than the others', () => {
	const schemas = schemasOf(200);
	schemas.set('account', 'coach-0', schemaOf('newer'));
	schemas.set('account', 'coach-200', schemaOf('metric-200'));
	schemas.set('account', 'coach-201', schemaOf('metric-201'));
	expect(forgotten(schemas, 202)).toEqual(['coach-1', 'coach-2']);
	expect(schemas.get('account', 'coach-0')).toEqual(schemaOf('newer'));
});

it('counts the coaches of all accounts together', () => {
	const schemas = schemasOf(200);
	schemas.set('another', 'coach-0', schemaOf('other'));
	expect(forgotten(schemas, 200)).toEqual(['coach-0']);
	expect(schemas.get('another', 'coach-0')).toEqual(schemaOf('other'));
});
