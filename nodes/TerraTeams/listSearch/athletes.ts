import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { readText } from '../records/readers';
import { allAthletes } from '../shared/allAthletes';
import { connect } from '../shared/connect';
import { fillPicker } from './fillPicker';
import { athleteLabel } from './labels';

/** For the picker of one athlete: the athletes with the typed text in their label or id. */
export async function searchAthletes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return { results: await fillPicker(this, async () => await athleteOptions(this), filter) };
}

/** For the picker of several athletes of the chosen coach, with All Athletes before them. */
export async function getAthletes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const coachId = this.getCurrentNodeParameter('coachId', { extractValue: true });
	// n8n does not resolve an expression here, so its coach is not known.
	const isChosen = typeof coachId === 'string' && coachId !== '' && !coachId.startsWith('=');
	const chosen = isChosen ? coachId : undefined;
	const athletes = await fillPicker(this, async () => await athleteOptions(this, chosen));
	return [{ name: 'All Athletes', value: allAthletes }, ...athletes];
}

async function athleteOptions(
	functions: ILoadOptionsFunctions,
	coachId?: string,
): Promise<INodePropertyOptions[]> {
	const client = await connect(functions);
	const athletes =
		coachId === undefined
			? ((await client.getAthletes()) ?? [])
			: await client.getCoachAthletes(coachId);
	return athletes.flatMap((athlete) => {
		const value = readText(athlete, 'athlete_id');
		return value === null ? [] : { name: athleteLabel(athlete), value };
	});
}
