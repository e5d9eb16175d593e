import { UnnamedMetricsError } from '../../../nodes/TerraTeams/queries/unnamedMetrics';

it.each([
	{ coachIds: ['coach-a', 'coach-b'], hasLastSchema: true, failure: new Error('no connection') },
	{ coachIds: [], hasLastSchema: false, failure: undefined },
])(
	'says whose metrics have no names, and why: $coachIds',
	({ coachIds, hasLastSchema, failure }) => {
		const error = new UnnamedMetricsError(coachIds, hasLastSchema, failure);
		expect(error).toBeInstanceOf(Error);
		expect(String(error)).toBe('UnnamedMetricsError: The metrics schema could not be read');
		expect({ ...error }).toEqual({
			name: 'UnnamedMetricsError',
			coachIds,
			hasLastSchema,
			failure,
		});
		expect(error.failure).toBe(failure);
	},
);
