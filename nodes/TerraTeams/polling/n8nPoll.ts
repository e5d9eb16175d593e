import { type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';

import type { TerraTeamsClient } from '../api/client';
import { InputError } from '../api/errors';
import { activityIdentity, testIdentity } from '../records/identity';
import type { JsonObject } from '../records/json';
import { searchRange } from '../queries/rangeSearch';
import type { TimeRange } from '../api/timeRange';
import { accountName, connect } from '../shared/connect';
import { formEvents } from '../events/enrichment';
import { asNodeError } from '../shared/nodeErrors';
import { Parameters, readCount, readDays } from '../shared/parameters';
import { readIncludeAthlete } from '../shared/includeAthlete.fields';
import { readOutput } from '../shared/output.fields';
import { isPollEvent } from './events';
import { FailureReports } from './failureReports';
import type { PollItem } from './eventRecords';
import { poll } from './poll';
import { sample } from './sample';
import { SavedStates } from './savedStates';
import { defaultLookBackDays, defaultMaxItems, type PollSettings } from './settings';
import type { PollSource } from './source';

/** How long a poll may take where n8n does not say: versions that know no limit. */
const defaultBudgetMs = 60_000;

/** The polls under way in this process. n8n begins the next one even if the last one goes on. */
const underWay = new Set<string>();

const failureReports = new FailureReports();

const savedStates = new SavedStates();

/**
 * A poll of the trigger node. Its state is n8n's static data of the node, of which each field that
 * changed is assigned anew, since n8n does not notice a change inside of a value.
 *
 * @returns `null` where there is nothing to start the workflow with
 * @throws NodeApiError or NodeOperationError
 */
export async function pollTerraTeams(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const node = this.getNode();
	const trigger = `${this.getWorkflow().id} ${node.id}`;
	const isManual = this.getMode() === 'manual';
	if (!isManual && underWay.has(trigger)) return null;
	if (!isManual) underWay.add(trigger);
	try {
		const items = isManual ? await giveSample(this) : await givePoll(this, trigger);
		return items.length > 0 ? [items.map((json) => ({ json }))] : null;
	} catch (thrown) {
		throw asNodeError(node, thrown);
	} finally {
		if (!isManual) underWay.delete(trigger);
	}
}

async function givePoll(functions: IPollFunctions, trigger: string): Promise<JsonObject[]> {
	const beganMs = Date.now();
	// Versions of n8n that know no limit have no such function.
	const budgetMs = functions.getPollBudgetMs?.() ?? defaultBudgetMs;
	const remainingMs = () => budgetMs - (Date.now() - beganMs);
	const client = await connect(functions, remainingMs);
	const settings = readSettings(functions, await accountName(functions));
	const saved = functions.getWorkflowStaticData('node');
	const result = await poll(savedStates.read(trigger, saved), settings, sourceOf(client), {
		nowMs: beganMs,
		hasTime: () => remainingMs() > budgetMs / 2,
	});
	const items = await form(functions, client, result.items, () => remainingMs() > 0);
	savedStates.write(trigger, saved, result);
	const hasFailure = result.failure !== undefined;
	if (failureReports.isDue(trigger, hasFailure, beganMs)) throw result.failure;
	return items;
}

async function giveSample(functions: IPollFunctions): Promise<JsonObject[]> {
	const settings = readSettings(functions, await accountName(functions));
	const client = await connect(functions);
	const items = await sample(settings, sourceOf(client), Date.now());
	if (items.length > 0) return await form(functions, client, items, () => true);
	throw new InputError(
		`There is nothing in the last ${settings.lookBackDays} days to show as an example`,
		'Choose more events, or raise Look-Back Days for a moment.',
	);
}

/** Streams are read a few at a time already, so the slices of one go out one after the other. */
function sourceOf(client: TerraTeamsClient): PollSource {
	return {
		coaches: async () => await client.getCoaches(),
		athletes: async (coachId) =>
			coachId === null ? await client.getAthletes() : await client.getCoachAthletes(coachId),
		activities: async (coachId, range) => {
			const fetch = async (id: string, slice: TimeRange) => await client.getActivities(id, slice);
			const found = await searchRange({ ...activityIdentity, fetch }, [coachId], range, 1);
			return found.map(({ record }) => record);
		},
		tests: async (coachId, range) => {
			const fetch = async (id: string, slice: TimeRange) => await client.getTests(id, slice);
			const found = await searchRange({ ...testIdentity, fetch }, [coachId], range, 1);
			return found.map(({ record }) => record);
		},
	};
}

async function form(
	functions: IPollFunctions,
	client: TerraTeamsClient,
	items: readonly PollItem[],
	hasTime: () => boolean,
): Promise<JsonObject[]> {
	const parameters = new TriggerParameters(functions);
	const output = {
		form: readOutput(parameters),
		includesAthlete: readIncludeAthlete(parameters),
	};
	const warn = (message: string) => functions.logger.warn(message);
	return await formEvents(items, output, { connect: async () => client, hasTime, warn });
}

/** @throws InputError where a parameter does not hold what it should */
function readSettings(functions: IPollFunctions, account: string): PollSettings {
	const parameters = new TriggerParameters(functions);
	const events = parameters.list('triggerOn', 'Trigger On');
	const known = events.filter(isPollEvent);
	if (known.length === 0 || known.length < events.length) {
		throw new InputError('Trigger On is empty or holds an unknown event', 'Choose an event.');
	}
	const { lookBackDays, emitExistingDays, maxItems } = parameters.collection('options');
	return {
		events: new Set(known),
		coaches: readCoaches(parameters),
		lookBackDays: readCount(lookBackDays ?? defaultLookBackDays, 'Look-Back Days'),
		emitExistingDays: readDays(emitExistingDays ?? 0, 'Emit Existing From Last Days'),
		maxItems: readCount(maxItems ?? defaultMaxItems, 'Max Items per Poll'),
		account,
	};
}

function readCoaches(parameters: Parameters): PollSettings['coaches'] {
	if (parameters.value('coachSelection') === 'all') return 'all';
	const coachIds = parameters.list('coachIds', 'Coach Names or IDs');
	if (coachIds.length > 0) return coachIds;
	throw new InputError('No coach is chosen', 'Choose at least one coach, or all of them.');
}

/** The parameters of the trigger node; it has no items. */
class TriggerParameters extends Parameters {
	constructor(private readonly functions: IPollFunctions) {
		super();
	}

	value(name: string): unknown {
		return this.functions.getNodeParameter(name, null, { skipValidation: true });
	}
}
