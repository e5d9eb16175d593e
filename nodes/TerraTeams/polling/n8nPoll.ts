import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { TerraTeamsClient } from '../api/client';
import { TerraTeamsError } from '../api/errors';
import type { TimeRange } from '../api/timeRange';
import { toItems } from '../events/enrichment';
import type { EventRecord } from '../events/items';
import type { Lookup } from '../events/lookup';
import { searchRange } from '../queries/rangeSearch';
import { activityIdentity, testIdentity } from '../records/identity';
import type { JsonObject } from '../records/json';
import type { Athlete } from '../records/types';
import { accountName, connect } from '../shared/connect';
import { readOutputOptions } from '../shared/includeAthlete.fields';
import { InputError } from '../shared/inputError';
import { asNodeError, sentenceOf } from '../shared/nodeErrors';
import { parseCount, parseDuration } from '../shared/parameters';
import { TriggerParameters } from '../shared/triggerParameters';
import { isPollEvent } from './events';
import { FailureReports } from './failureReports';
import { poll } from './poll';
import { sample } from './sample';
import { SavedStates } from './savedStates';
import { defaultLookBackDays, defaultMaxItems, type PollSettings } from './settings';
import type { PollSource } from './source';

/** How long a poll may take in versions of n8n that set no limit. */
const defaultBudgetMs = 60_000;

/**
 * The polls that are running in this process: n8n begins the next one even before the last one
 * ends.
 */
const running = new Set<string>();

const failureReports = new FailureReports();

const savedStates = new SavedStates();

/**
 * Polls for the trigger node. The state is n8n's static data of the node.
 *
 * @returns `null` where there is nothing to start the workflow with
 * @throws NodeApiError or NodeOperationError
 */
export async function pollTerraTeams(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const node = this.getNode();
	const trigger = `${this.getWorkflow().id} ${node.id}`;
	const isManual = this.getMode() === 'manual';
	if (!isManual && running.has(trigger)) return null;
	if (!isManual) running.add(trigger);
	try {
		const items = isManual ? await runSample(this) : await runPoll(this, trigger);
		return items.length > 0 ? [items.map((json) => ({ json }))] : null;
	} catch (thrown) {
		throw asNodeError(node, thrown);
	} finally {
		if (!isManual) running.delete(trigger);
	}
}

async function runPoll(functions: IPollFunctions, trigger: string): Promise<JsonObject[]> {
	const beganMs = Date.now();
	// Versions of n8n that set no limit have no such function.
	const budgetMs = functions.getPollBudgetMs?.() ?? defaultBudgetMs;
	const remainingMs = () => budgetMs - (Date.now() - beganMs);
	const client = await connect(functions, remainingMs);
	const account = await accountName(functions);
	const settings = readSettings(functions, account);
	const saved = functions.getWorkflowStaticData('node');
	const result = await poll(savedStates.read(trigger, saved), settings, sourceOf(client), {
		nowMs: beganMs,
		hasTime: () => remainingMs() > budgetMs / 2,
	});
	const items = await enrich(functions, result.items, {
		account,
		connect: async () => client,
		remainingMs,
	});
	savedStates.write(trigger, saved, result);
	const hasFailure = result.failure !== undefined;
	if (failureReports.isDue(trigger, hasFailure, beganMs)) throw result.failure;
	return items;
}

async function runSample(functions: IPollFunctions): Promise<JsonObject[]> {
	const account = await accountName(functions);
	const settings = readSettings(functions, account);
	const client = await connect(functions);
	const records = await sample(settings, sourceOf(client), Date.now());
	const lookup = { account, connect: async () => client, remainingMs: () => Infinity };
	if (records.length > 0) return await enrich(functions, records, lookup);
	throw new InputError(
		`There is nothing in the last ${settings.lookBackDays} days to show as an example`,
		'Choose more events, or raise Look-Back Days for this test.',
	);
}

/** Several streams are read at the same time, so each requests one slice after the other. */
const one = { concurrency: 1 };

function sourceOf(client: TerraTeamsClient): PollSource {
	return {
		coaches: async () => await client.getCoaches(),
		athletes: async (coachId) =>
			coachId === null ? await allAthletes(client) : await client.getCoachAthletes(coachId),
		activities: async (coachId, range) => {
			const fetch = async (id: string, slice: TimeRange) => await client.getActivities(id, slice);
			const found = await searchRange({ ...activityIdentity, fetch }, [coachId], range, one);
			return found.map(({ record }) => record);
		},
		tests: async (coachId, range) => {
			const fetch = async (id: string, slice: TimeRange) => await client.getTests(id, slice);
			const found = await searchRange({ ...testIdentity, fetch }, [coachId], range, one);
			return found.map(({ record }) => record);
		},
	};
}

/** A response without a body must not pass for an account without athletes. */
async function allAthletes(client: TerraTeamsClient): Promise<Athlete[]> {
	const athletes = await client.getAthletes();
	if (athletes) return athletes;
	throw new TerraTeamsError({ operation: 'Get many athletes', problem: 'empty', status: 200 });
}

async function enrich(
	functions: IPollFunctions,
	records: readonly EventRecord[],
	lookup: Omit<Lookup, 'warn'>,
): Promise<JsonObject[]> {
	return await toItems(records, readOutputOptions(new TriggerParameters(functions)), {
		...lookup,
		warn: (thrown) => functions.logger.warn(sentenceOf(thrown)),
	});
}

/** @throws InputError for a parameter with an invalid value */
function readSettings(functions: IPollFunctions, account: string): PollSettings {
	const parameters = new TriggerParameters(functions);
	const { lookBackDays, emitExistingDays, maxItems } = parameters.collection('options');
	return {
		events: parameters.events(isPollEvent),
		coaches: readCoaches(parameters),
		lookBackDays: parseCount(lookBackDays ?? defaultLookBackDays, 'Look-Back Days'),
		emitExistingDays: parseDuration(emitExistingDays ?? 0, 'Emit Existing From Last Days', 'days'),
		maxItems: parseCount(maxItems ?? defaultMaxItems, 'Max Items per Poll'),
		account,
	};
}

function readCoaches(parameters: TriggerParameters): PollSettings['coaches'] {
	if (parameters.value('coachSelection') === 'all') return 'all';
	const coachIds = parameters.list('coachIds', 'Coach Names or IDs');
	if (coachIds.length > 0) return coachIds;
	throw new InputError('No coach is chosen', 'Choose at least one coach, or all of them.');
}
