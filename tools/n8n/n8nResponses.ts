import { parse as parseFlatted } from 'flatted';
import { z } from 'zod';

/** What n8n's REST API gives, as far as it is looked at here. */

const object = z.record(z.unknown());
/** n8n 1 numbers its executions. */
const id = z.union([z.string(), z.number()]).transform(String);
const date = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => (value === null || value === undefined ? undefined : new Date(value)));

export const credentialSchema = z.object({ id, name: z.string(), type: z.string() });

export type SavedCredential = z.infer<typeof credentialSchema>;

const nodeSchema = z
	.object({
		name: z.string(),
		type: z.string(),
		parameters: object,
		credentials: object.optional(),
		disabled: z.boolean().optional(),
	})
	.passthrough();

export type WorkflowNode = z.infer<typeof nodeSchema>;

export const workflowSchema = z.object({
	id,
	name: z.string(),
	active: z.boolean(),
	/** Absent in n8n 1.x before it had versions. */
	versionId: z.string().nullish(),
	nodes: z.array(nodeSchema),
	connections: object,
	settings: object.nullish(),
	/** What a node gives in a manual run without being run, by the node's name. */
	pinData: object.nullish(),
});

export type SavedWorkflow = z.infer<typeof workflowSchema>;

/** Workflows as their list shows them, without nodes. */
export const workflowListSchema = z.array(
	workflowSchema.pick({ id: true, name: true, active: true }),
);

const summary = {
	id,
	workflowId: z.string(),
	/** `new`, `running`, `waiting`, or one of those that hasEnded() knows. */
	status: z.string(),
	/** How it was started: `manual`, `trigger`, `webhook`, ... */
	mode: z.string(),
	startedAt: date,
	stoppedAt: date,
};

export const executionListSchema = z.object({ results: z.array(z.object(summary)) });

/** An execution as the list shows it. */
export type ExecutionSummary = z.infer<typeof executionListSchema>['results'][number];

/** n8n's message, and the description below it, which often holds what the server said. */
const errorSchema = z
	.object({ message: z.string().catch(''), description: z.string().catch('') })
	.transform(({ message, description }) => {
		const distinct = [...new Set([message, description])].filter((text) => text !== '');
		return distinct.length === 0 ? 'unknown' : distinct.join(' -- ');
	});

/** An agent's tool that is run alone gives its response as a text. */
const itemJson = z.unknown().transform((json) => {
	const { data, success } = object.safeParse(json);
	return success ? data : { response: json };
});

const items = z.array(z.object({ json: itemJson }).transform(({ json }) => json)).nullish();

/** One run of one node within an execution. */
const runSchema = z
	.object({
		executionIndex: z.number().default(0),
		executionTime: z.number().default(0),
		error: errorSchema.nullish(),
		/** Nodes that serve another one (tools, models) have outputs of other names. */
		data: z.object({ main: z.array(items).default([]) }).nullish(),
	})
	.transform(({ executionIndex, executionTime, error, data }) => ({
		order: executionIndex,
		/** The `json` of each item, for each of the node's outputs. */
		outputs: (data?.main ?? []).map((output) => output ?? []),
		error: error ?? undefined,
		durationMs: executionTime,
	}));

const executionDataSchema = z.object({
	resultData: z
		.object({
			runData: z.record(z.array(runSchema)).default({}),
			lastNodeExecuted: z.string().optional(),
			error: errorSchema.nullish(),
		})
		.default({}),
});

/** An execution with what each node gave. */
export const executionSchema = z
	.object({ ...summary, workflowData: z.object({ name: z.string() }), data: z.unknown() })
	.transform(({ workflowData, data: encoded, ...rest }) => {
		// Empty until it has begun.
		const data = (typeof encoded === 'string' ? parseFlatted(encoded) : encoded) ?? {};
		const { runData, lastNodeExecuted, error } = executionDataSchema.parse(data).resultData;
		return {
			...rest,
			workflowName: workflowData.name,
			/** In the order in which the nodes ran. */
			nodeRuns: Object.entries(runData)
				.flatMap(([node, runs]) => runs.map((run) => ({ node, ...run })))
				.sort((a, b) => a.order - b.order),
			lastNode: lastNodeExecuted,
			/** Why it failed, in n8n's own sentence. */
			error: error ?? undefined,
			/** Everything n8n has kept of it, for what is not picked out above. */
			data,
		};
	});

export type Execution = z.infer<typeof executionSchema>;
export type NodeRun = Execution['nodeRuns'][number];
