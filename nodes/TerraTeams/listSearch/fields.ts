import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { TerraTeamsClient } from '../api/client';
import { mapConcurrently } from '../api/concurrencyLimiter';
import { maxSliceUs, type TimeRange } from '../api/timeRange';
import {
	activityFields,
	athleteFields,
	testFields,
	type AvailableFields,
} from '../output/availableFields';
import { readMetricsSchema } from '../output/metricsSchema';
import { maxConcurrentRequests } from '../queries/rangeSearch';
import { valuesWithoutPast } from '../queries/testHistory';
import { isObject } from '../records/json';
import { readCoachId } from '../records/readers';
import { repetitionValues } from '../shared/computedMetrics.fields';
import { connect } from '../shared/connect';
import { defaultHistory } from '../shared/history.fields';
import { chosenCoaches } from './chosenCoaches';
import { loadOptions } from './fillPicker';

/** Max number of coaches whose last month is read, since a picker must not take long. */
const maxCoaches = 5;

/** For Selected Fields of tests: fields, and the metrics of the last month's tests. */
export async function getTestFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await loadOptions(this, async () => toOptions([await fieldsOfTests(this)]));
}

/** For Selected Fields of activities: fields, the metrics of the schema and of the last month. */
export async function getActivityFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await loadOptions(this, async () => toOptions([await fieldsOfActivities(this)]));
}

/** For Get Workload: the metrics of the schema and of the last month. */
export async function getActivityMetrics(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await loadOptions(this, async () => {
		const { metrics } = await fieldsOfActivities(this);
		return toOptions([{ fields: [], metrics }]);
	});
}

/** For Selected Fields of athletes; takes no request. */
export async function getAthleteFields(): Promise<INodePropertyOptions[]> {
	return await Promise.resolve(toOptions([athleteFields()]));
}

/** For Selected Fields of a trigger: those of the kinds of records that it is set to. */
export async function getEventFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await loadOptions(this, async () => {
		const events = JSON.stringify(this.getCurrentNodeParameter('triggerOn') ?? []);
		const found: AvailableFields[] = [];
		if (events.includes('test')) found.push(await fieldsOfTests(this));
		if (events.includes('activity')) found.push(await fieldsOfActivities(this));
		if (events.includes('athlete')) found.push(athleteFields());
		return toOptions(found);
	});
}

async function fieldsOfTests(functions: ILoadOptionsFunctions): Promise<AvailableFields> {
	const found = await ofCoaches(functions, async (client, coachId, range) =>
		(await client.getTests(coachId, range)).map((record) => ({ record, coachId })),
	);
	const tests = found.flat();
	const entered: unknown = functions.getCurrentNodeParameter('options');
	const options = isObject(entered) ? entered : {};
	const chosen = Array.isArray(options.repetitions) ? options.repetitions : [];
	const repetitions = repetitionValues.filter((value) => chosen.includes(value));
	const computations = { repetitions, computesAsymmetry: true, timeZone: 'UTC' };
	if (options.compareWithHistory !== true) return testFields(tests, computations);
	const compared = valuesWithoutPast(tests, {
		...defaultHistory,
		repetition:
			repetitionValues.find((value) => value === options.comparedRepetition) ??
			defaultHistory.repetition,
	});
	return testFields(
		tests.map((test, place) => ({ ...test, compared: compared[place] })),
		computations,
	);
}

async function fieldsOfActivities(functions: ILoadOptionsFunctions): Promise<AvailableFields> {
	const found = await ofCoaches(functions, async (client, coachId, range) => {
		const schema = readMetricsSchema(await client.getActivityMetricsSchema(coachId));
		const activities = await client.getActivities(coachId, range);
		return activityFields(
			activities.map((record) => ({ record, coachId })),
			schema,
		);
	});
	return {
		fields: activityFields([], new Map()).fields,
		metrics: found.flatMap(({ metrics }) => metrics),
	};
}

/**
 * What each of the chosen coaches has. One that fails does not hold up the others.
 *
 * @throws the first error where all fail
 */
async function ofCoaches<Found>(
	functions: ILoadOptionsFunctions,
	load: (client: TerraTeamsClient, coachId: string, range: TimeRange) => Promise<Found>,
): Promise<Found[]> {
	const client = await connect(functions);
	const chosen = chosenCoaches(functions);
	const coachIds =
		chosen.length > 0
			? chosen
			: (await client.getCoaches()).flatMap((coach) => readCoachId(coach) ?? []);
	const endUs = Date.now() * 1000;
	const range = { startUs: endUs - maxSliceUs, endUs };
	const failures: unknown[] = [];
	const found = await mapConcurrently(
		coachIds.slice(0, maxCoaches),
		maxConcurrentRequests,
		async (coachId) => {
			try {
				return [await load(client, coachId, range)];
			} catch (thrown) {
				failures.push(thrown);
				return [];
			}
		},
	);
	if (failures.length > 0 && found.flat().length === 0) throw failures[0];
	return found.flat();
}

/** Fields before metrics, each with the name of its column behind a readable one. */
function toOptions(found: readonly AvailableFields[]): INodePropertyOptions[] {
	const names = new Set([
		...found.flatMap(({ fields }) => fields),
		...found.flatMap(({ metrics }) => [...metrics].sort()),
	]);
	return [...names].map((name) => ({ name: readable(name), value: name, description: name }));
}

function readable(name: string): string {
	return name
		.split('_')
		.map((word) => (word === 'id' ? 'ID' : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');
}
