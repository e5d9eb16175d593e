import type { IBuilderHint } from 'n8n-workflow';

/** What n8n's AI builder is told of nodes to put behind a trigger. */
export const relatedNodes: IBuilderHint['relatedNodes'] = [
	{
		nodeType: 'n8n-nodes-base.removeDuplicates',
		relationHint:
			'Put behind the trigger: remove items processed in previous executions, by the value of dedupe_key',
	},
	{
		nodeType: 'n8n-nodes-base.googleSheets',
		relationHint: 'Append the rows of Output: Row per Test, Row per Athlete or Selected Fields',
	},
	{
		nodeType: 'n8n-nodes-base.slack',
		relationHint: 'Send a message with athlete_name, name and metrics of Output: Simplified',
	},
];

const testItem = `athlete_name: string | null; timestamp: string (ISO 8601, UTC); local_date: string (YYYY-MM-DD); name: string (such as "Countermovement Jump"); test_type: string | null; metrics: Record<string, number> (such as jump_height_max_takeoff_concentric_both); athlete_id: string | null; test_id: string; coach_id: string; details: object`;

const activityItem = `start: string (ISO 8601, UTC); local_date: string; local_start: string | null; description: string; metrics: Record<string, number>; athletes: { name: string; participation: string | null; metrics: Record<string, number>; reference_id: string | null; athlete_id: string }[]; periods: object[]; activity_id: string; coach_id: string; details: object`;

const athleteItem = `athlete_id: string; name: string | null; reference_id: string | null; external_athlete_id: string | null; email: string | null; date_of_birth: string | null; active: boolean | null; provider: string; coach_id: string; last_updated_at: string | null`;

/** The fields of an item in Simplified, the default Output, for each list of records. */
export const outputExamples: IBuilderHint['extraTypeDefContent'] = [
	example(`Output of Test > Get Many and Search: { ${testItem} }`, 'test'),
	example(`Output of Activity > Get Many: { ${activityItem} }`, 'activity'),
	example(`Output of Athlete > Get and Get Many: { ${athleteItem} }`, 'athlete'),
];

/** The fields of a trigger's item in Simplified, the default Output. */
export function eventExamples(event: string): IBuilderHint['extraTypeDefContent'] {
	const own = `event: string (such as "${event}"); dedupe_key: string; coach_id: string`;
	return [
		{
			content: `Output for tests: { ${own}; ${testItem} }\nOutput for activities: { ${own}; ${activityItem} }`,
		},
	];
}

function example(content: string, resource: string) {
	return { content, displayOptions: { show: { resource: [resource] } } };
}
