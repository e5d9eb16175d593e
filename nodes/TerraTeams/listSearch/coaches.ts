import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { readText } from '../records/readers';
import { connect } from '../shared/connect';
import { fillPicker } from './fillPicker';
import { coachLabel } from './labels';

/** For the picker of one coach: the coaches with the typed text in their label or id. */
export async function searchCoaches(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return { results: await fillPicker(this, async () => await coachOptions(this), filter) };
}

/** For the picker of several coaches. */
export async function getCoaches(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await fillPicker(this, async () => await coachOptions(this));
}

async function coachOptions(functions: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const coaches = await (await connect(functions)).getCoaches();
	return coaches.flatMap((coach) => {
		const value = readText(coach, 'coach_id');
		return value === null ? [] : { name: coachLabel(coach), value };
	});
}
