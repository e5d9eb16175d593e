import type { N8nApi, SavedCredential, WorkflowJson } from '../tools/n8n/n8nApi';
import { PACKAGE_NAME } from '../tools/n8n/package';
import lastWeeksTests from './workflows/last-weeks-tests.json';
import newData from './workflows/new-data.json';
import pushedEvents from './workflows/pushed-events.json';
import rosterSync from './workflows/roster-sync.json';
import squadOverview from './workflows/squad-overview.json';

/** A workflow that comes with the demo. */
export interface Example {
	workflow: WorkflowJson;
	/** Whether it changes data at Terra: such a one is not run unasked on a real account. */
	changesData: boolean;
	/** Whether it begins with a trigger, and is of use only while it is active. */
	isLive?: boolean;
	/** Whether that trigger waits for what Terra sends. */
	isPushed?: boolean;
}

/** In the order in which a newcomer should look at them. */
export const EXAMPLES: readonly Example[] = [
	{ workflow: squadOverview, changesData: false },
	{ workflow: lastWeeksTests, changesData: false },
	{ workflow: rosterSync, changesData: true },
	{ workflow: newData, changesData: false, isLive: true },
	{ workflow: pushedEvents, changesData: false, isLive: true, isPushed: true },
];

/** An example as it stands in n8n. */
export type SavedExample = Example & { id: string };

/**
 * Creates the examples that n8n does not have yet, with a credential filled in. One that is there,
 * by its name, is left as the user has changed it.
 *
 * @param activate whether to activate the live ones that are created
 */
export async function createMissingExamples(
	api: N8nApi,
	credential: SavedCredential,
	activate: boolean,
): Promise<SavedExample[]> {
	const there = new Map((await api.listWorkflows()).map(({ name, id }) => [name, id]));
	const saved: SavedExample[] = [];
	// Backwards, as n8n lists the one that was saved last first.
	for (const example of [...EXAMPLES].reverse()) {
		const found = there.get(example.workflow.name);
		const id = found ?? (await api.createWorkflow(withCredential(example.workflow, credential))).id;
		if (found === undefined && example.isLive && activate) await api.activate(id);
		saved.unshift({ ...example, id });
	}
	return saved;
}

/** A copy of a workflow in which every node of this package uses the credential. */
export function withCredential(workflow: WorkflowJson, credential: SavedCredential): WorkflowJson {
	const { id, name, type } = credential;
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type.startsWith(`${PACKAGE_NAME}.`)
				? { ...node, credentials: { ...node.credentials, [type]: { id, name } } }
				: node,
		),
	};
}
