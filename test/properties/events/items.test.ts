import fc from 'fast-check';

import { eventItems } from '../../../nodes/TerraTeams/events/items';
import type { OutputForm } from '../../../nodes/TerraTeams/output/output';
import { recordsOf } from '../output/arbitraries';
import { inForm } from '../../unit/output/settings';

const forms: OutputForm[] = ['simplified', 'rowPerRecord', 'rowPerMetric', 'raw'];

it.each(['activity', 'athlete', 'coach', 'test'] as const)(
	'of each %s event every item keeps its name and key, whatever the record has under these names',
	(kind) => {
		const named = recordsOf[kind].map((records) =>
			records.map(({ record, ...others }) => {
				return { ...others, record: { event: 'mine', dedupe_key: 7, ...record } };
			}),
		);
		fc.assert(
			fc.property(named, fc.constantFrom(...forms), (records, form) => {
				const events = records.map((sourced, index) => {
					return { ...sourced, kind, event: `${kind}.created`, dedupeKey: `key-${index}` };
				});
				const items = eventItems(events, inForm(form));
				for (const { event, dedupe_key: key } of items) {
					expect([event, key]).toEqual([
						`${kind}.created`,
						expect.stringMatching(/^key-\d+(:.+)?$/s),
					]);
				}
				const keys = items.map(({ dedupe_key: key }) => key);
				expect(new Set(keys).size).toBe(items.length);
			}),
		);
	},
);
