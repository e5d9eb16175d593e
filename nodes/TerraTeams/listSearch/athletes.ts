import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { readText } from '../records/readers';
import type { Athlete } from '../records/types';
import { allAthletes } from '../shared/allAthletes';
import { connect } from '../shared/connect';
import { chosenCoaches } from './chosenCoaches';
import { fillPicker } from './fillPicker';
import { athleteLabel } from './labels';

/** For the picker of one athlete: the athletes with the typed text in their label or id. */
export async function searchAthletes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const load = async () => toOptions(await athletesOf(this, null));
	return { results: await fillPicker(this, load, filter) };
}

/** For filters: the athletes of the chosen coaches, or of all coaches. */
export async function getAthletesForFilter(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await fillPicker(this, async () => await athleteOptions(this));
}

/** For the picker of several athletes of the chosen coach, with All Athletes before them. */
export async function getAthletes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const athletes = await fillPicker(this, async () => await athleteOptions(this));
	return [{ name: 'All Athletes', value: allAthletes }, ...athletes];
}

async function athleteOptions(functions: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const coachIds = chosenCoaches(functions);
	const [only = null, ...others] = coachIds;
	if (others.length === 0) return toOptions(await athletesOf(functions, only));
	const isOfThem = (athlete: Athlete) => coachIds.includes(readText(athlete, 'coach_id') ?? '');
	return toOptions((await athletesOf(functions, null)).filter(isOfThem));
}

async function athletesOf(
	functions: ILoadOptionsFunctions,
	coachId: string | null,
): Promise<Athlete[]> {
	const client = await connect(functions);
	if (coachId !== null) return await client.getCoachAthletes(coachId);
	return (await client.getAthletes()) ?? [];
}

function toOptions(athletes: readonly Athlete[]): INodePropertyOptions[] {
	return athletes.flatMap((athlete) => {
		const value = readText(athlete, 'athlete_id');
		return value === null ? [] : { name: athleteLabel(athlete), value };
	});
}
