import fc from 'fast-check';

import { formOutput } from '../../../nodes/TerraTeams/output/output';
import { recordsOf } from './arbitraries';
import { inForm } from '../../unit/output/settings';

it('takes nothing away from what Terra sent, and says what is computed', () => {
	const changes = { repetitions: ['mean', 'highest', 'lowest'] as const };
	const isComputed = (name: string) =>
		/(^|_)rep_(mean|highest|lowest)_|_computed_percent/.test(name);
	fc.assert(
		fc.property(recordsOf.test, fc.constantFrom('rowPerRecord', 'rowPerMetric'), (tests, form) => {
			const off = formOutput('test', tests, inForm(form, { computesAsymmetry: false }));
			const on = formOutput('test', tests, inForm(form, changes));
			if (form === 'rowPerMetric') {
				const sent = on.filter(
					({ json }) => !isComputed(JSON.stringify(json.metric_key).slice(1, -1)),
				);
				expect(sent).toEqual(off);
				return;
			}
			on.forEach(({ json }, index) => {
				const sent = Object.entries(json).filter(([name]) => !isComputed(name));
				expect(Object.fromEntries(sent)).toEqual(off[index]?.json);
			});
		}),
		{ numRuns: 500 },
	);
});
