import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { TerraTeamsClient } from '../api/client';
import type { TimeRange } from '../api/timeRange';
import { ofAthletes } from '../events/athletes';
import { toItems, type EventOutput } from '../events/enrichment';
import type { Lookup } from '../events/lookup';
import { accountAthletes } from '../queries/accountAthletes';
import { searchRange } from '../queries/rangeSearch';
import { isFiltering } from '../queries/recordFilter';
import { activityIdentity, testIdentity } from '../records/identity';
import type { JsonObject } from '../records/json';
import { accountName, connect } from '../shared/connect';
import { readFilter } from '../shared/filters.fields';
import { readHistoryOptions } from '../shared/history.fields';
import { readOutputOptions } from '../shared/includeAthlete.fields';
import { InputError } from '../shared/inputError';
import { asNodeError, sentenceOf } from '../shared/nodeErrors';
import { parseCount, parseDays, parseDuration } from '../shared/parameters';
import { TriggerParameters } from '../shared/triggerParameters';
import { isPollEvent, kindsOf } from './events';
import { FailureReports } from './failureReports';
import { poll } from './poll';
import { sample } from './sample';
import { SavedStates } from './savedStates';
import { defaultLookBackDays, defaultMaxItems, type PollSettings } from './settings';
import type { PollSource } from './source';

/** How long a poll may take in versions of n8n that set no limit. */
const defaultBudgetMs = 60_000;

/** A poll that takes longer hangs in n8n for good. */
const longestPollMs = 15 * 60_000;

/**
 * The polls that are running in this process, and since when: n8n begins the next one even before
 * the last one ends.
 */
const running = new Map<string, number>();

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
	if (this.getMode() === 'manual') {
		try {
			return toExecutionData(await runSample(this));
		} catch (thrown) {
			throw asNodeError(node, thrown);
		}
	}
	// As n8n keeps the state: a node that replaces another one under its name goes on where that one
	// stopped, and copies of a node may have the same id.
	const trigger = JSON.stringify([this.getWorkflow().id, node.name]);
	const beganMs = Date.now();
	const sinceMs = running.get(trigger);
	// A poll that began while the clock was ahead must not keep the others away until it gets there again.
	if (sinceMs !== undefined && Math.abs(beganMs - sinceMs) < longestPollMs) {
		this.logger.warn(`${node.name}: the last poll is still running, so this one is left out.`);
		return null;
	}
	running.set(trigger, beganMs);
	failureReports.begin(trigger);
	try {
		const isSuperseded = () => running.get(trigger) !== beganMs;
		return toExecutionData(await runPoll(this, trigger, isSuperseded));
	} catch (thrown) {
		if (failureReports.mayThrow(trigger, hasSavedState(this))) throw asNodeError(node, thrown);
		this.logger.warn(`${node.name}: the first poll failed. ${sentenceOf(thrown)}`);
		return null;
	} finally {
		if (running.get(trigger) === beganMs) running.delete(trigger);
	}
}

/** n8n starts the workflow with anything but `null`. */
function toExecutionData(items: readonly JsonObject[]): INodeExecutionData[][] | null {
	return items.length > 0 ? [items.map((json) => ({ json }))] : null;
}

/** Whether the trigger has polled before, also where what it saved cannot be read any more. */
function hasSavedState(functions: IPollFunctions): boolean {
	try {
		return Object.keys(functions.getWorkflowStaticData('node')).length > 0;
	} catch {
		return true;
	}
}

/** @param isSuperseded whether another poll has begun since, or has begun and ended */
async function runPoll(
	functions: IPollFunctions,
	trigger: string,
	isSuperseded: () => boolean,
): Promise<JsonObject[]> {
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
	const report = failureReports.decide(trigger, result, beganMs);
	// Nothing is saved, so that the next poll finds the items again.
	if (report === 'throw' && result.items.length > 0) throw result.failure;
	const lookup = lookupOf(functions, { account, connect: async () => client, remainingMs });
	const wanted = await ofAthletes(result.items, settings.filter.athleteIds, lookup);
	const items = await toItems(wanted, outputOf(functions, settings), lookup);
	// The other one has found the same, or will: this one would emit it twice and save an older state.
	if (isSuperseded()) return [];
	savedStates.write(trigger, saved, { ...result, items: wanted });
	if (report === 'throw') throw result.failure;
	if (report === 'log') {
		functions.logger.warn(`${functions.getNode().name}: ${sentenceOf(result.failure)}`);
	}
	return items;
}

async function runSample(functions: IPollFunctions): Promise<JsonObject[]> {
	const account = await accountName(functions);
	const settings = readSettings(functions, account);
	const client = await connect(functions);
	const limits = { account, connect: async () => client, remainingMs: () => Infinity };
	const lookup = lookupOf(functions, limits);
	const { athleteIds } = settings.filter;
	const records = await sample(
		settings,
		sourceOf(client),
		Date.now(),
		async (all) => await ofAthletes(all, athleteIds, lookup),
	);
	if (records.length > 0) {
		return await toItems(records, outputOf(functions, settings), lookup);
	}
	const isFiltered = isFiltering(settings.filter);
	throw new InputError(
		`There is nothing${isFiltered ? ' that passes the filters' : ''} in the last ${settings.lookBackDays} days to show as an example`,
		`${isFiltered ? 'Loosen the filters' : 'Choose more events'}, or raise Look-Back Days for this test.`,
	);
}

/** Several streams are read at the same time, so each requests one slice after the other. */
const sliceBySlice = { concurrency: 1 };

function sourceOf(client: TerraTeamsClient): PollSource {
	return {
		coaches: async () => await client.getCoaches(),
		athletes: async (coachId) =>
			coachId === null
				? await accountAthletes(async () => await client.getAthletes())
				: await client.getCoachAthletes(coachId),
		activities: async (coachId, range) => {
			const fetch = async (id: string, slice: TimeRange) => await client.getActivities(id, slice);
			const found = await searchRange(
				{ ...activityIdentity, fetch },
				[coachId],
				range,
				sliceBySlice,
			);
			return found.map(({ record }) => record);
		},
		tests: async (coachId, range) => {
			const fetch = async (id: string, slice: TimeRange) => await client.getTests(id, slice);
			const found = await searchRange({ ...testIdentity, fetch }, [coachId], range, sliceBySlice);
			return found.map(({ record }) => record);
		},
	};
}

function outputOf(functions: IPollFunctions, { events, filter }: PollSettings): EventOutput {
	const parameters = new TriggerParameters(functions);
	const output = readOutputOptions(parameters, kindsOf(events), filter.athleteIds);
	return { ...output, history: readHistoryOptions(parameters, output) };
}

function lookupOf(functions: IPollFunctions, limits: Omit<Lookup, 'warn'>): Lookup {
	return { ...limits, warn: (thrown) => functions.logger.warn(sentenceOf(thrown)) };
}

/** @throws InputError for a parameter with an invalid value */
function readSettings(functions: IPollFunctions, account: string): PollSettings {
	const parameters = new TriggerParameters(functions);
	const { lookBackDays, emitExistingDays, maxItems } = parameters.collection('options');
	return {
		events: parameters.events(isPollEvent),
		coaches: readCoaches(parameters),
		filter: readFilter(parameters),
		lookBackDays: parseDays(lookBackDays ?? defaultLookBackDays, 'Look-Back Days'),
		emitExistingDays: parseDuration(emitExistingDays ?? 0, 'Existing Records (Days)', 'days'),
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
