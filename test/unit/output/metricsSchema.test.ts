import {
	readMetricsSchema,
	readMetricsSchemas,
} from '../../../nodes/TerraTeams/output/metricsSchema';
import type { MetricSchema } from '../../../nodes/TerraTeams/records/types';

const speed = { key: 'vel', display_name: 'Speed', unit: 'm/s' };

it.each<[string, MetricSchema[], [string, object][]]>([
	['without entries', [], []],
	[
		'with names of their own',
		[speed, { key: 'dist', display_name: 'Distance', unit: 'm' }],
		[
			['vel', { display_name: 'Speed', unit: 'm/s' }],
			['dist', { display_name: 'Distance', unit: 'm' }],
		],
	],
	['without a display name and a unit', [{ key: 'vel' }], [['vel', nothing()]]],
	[
		'without a key',
		[
			{ display_name: 'Speed', unit: 'm/s' },
			{ ...speed, key: null },
		],
		[],
	],
	['with an empty key', [{ ...speed, key: '' }], []],
	[
		'with one key twice, of which the first counts',
		[speed, { key: 'vel', display_name: 'Velocity', unit: 'km/h' }],
		[['vel', { display_name: 'Speed', unit: 'm/s' }]],
	],
	[
		'with the very same entry twice',
		[speed, speed],
		[['vel', { display_name: 'Speed', unit: 'm/s' }]],
	],
	[
		'of which two share their display name and unit',
		[speed, { ...speed, key: 'vel_lps' }, { key: 'dist', display_name: 'Distance', unit: 'm' }],
		[
			['vel', { display_name: null, unit: 'm/s' }],
			['vel_lps', { display_name: null, unit: 'm/s' }],
			['dist', { display_name: 'Distance', unit: 'm' }],
		],
	],
	[
		'of which three share their display name, without a unit',
		['a', 'b', 'c'].map((key) => ({ key, display_name: 'Speed' })),
		[
			['a', nothing()],
			['b', nothing()],
			['c', nothing()],
		],
	],
	[
		'that share their display name alone',
		[speed, { ...speed, key: 'vel_kmh', unit: 'km/h' }],
		[
			['vel', { display_name: 'Speed', unit: 'm/s' }],
			['vel_kmh', { display_name: 'Speed', unit: 'km/h' }],
		],
	],
	[
		'that share their unit alone',
		[speed, { ...speed, key: 'max', display_name: 'Max Speed' }],
		[
			['vel', { display_name: 'Speed', unit: 'm/s' }],
			['max', { display_name: 'Max Speed', unit: 'm/s' }],
		],
	],
])('reads the metrics schema of entries %s', (_, entries, schema) => {
	expect([...readMetricsSchema(entries)]).toEqual(schema);
});

it('reads the metrics schema of each coach by itself', () => {
	const schemas = readMetricsSchemas(
		new Map([
			['bob', [speed]],
			['anna', [{ key: 'vel', display_name: 'Velocity', unit: 'km/h' }]],
			['carl', []],
		]),
	);
	expect([...schemas].map(([coachId, schema]) => [coachId, [...schema]])).toEqual([
		['bob', [['vel', { display_name: 'Speed', unit: 'm/s' }]]],
		['anna', [['vel', { display_name: 'Velocity', unit: 'km/h' }]]],
		['carl', []],
	]);
});

function nothing() {
	return { display_name: null, unit: null };
}
