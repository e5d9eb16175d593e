import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import * as codes from '../output/codes';
import type { RecordFilter } from '../queries/recordFilter';
import { isObject } from '../records/json';
import { InputError } from './inputError';
import { isExpression, parseFlag, parseList, parseText, type Parameters } from './parameters';

/** What the labels of a table say, but for those that say nothing. */
function labelsOf(table: codes.CodeTable): string[] {
	const silent: readonly string[] = [codes.unknown, codes.notApplicable];
	return Object.values(table).filter((label) => !silent.includes(label));
}

/** GymAware and NordBord tests have no type but an exercise; users know both as the type. */
const testTypes = [...new Set([...labelsOf(codes.testType), ...labelsOf(codes.exerciseType)])];
const categories = labelsOf(codes.testCategory);

const options = {
	active: {
		displayName: 'Active',
		name: 'active',
		type: 'boolean',
		default: true,
		description: 'Whether to keep the active athletes or, if off, the others',
	},
	athletes: {
		displayName: 'Athlete Names or IDs',
		name: 'athleteIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getAthletesForFilter' },
		default: [],
		description:
			'Keep what is of these athletes. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	category: {
		displayName: 'Category',
		name: 'categories',
		type: 'multiOptions',
		options: toOptions(categories),
		default: [],
		description: 'Keep the tests of these categories',
	},
	nameContains: {
		displayName: 'Name Contains',
		name: 'nameContains',
		type: 'string',
		default: '',
		placeholder: 'e.g. jump',
		description:
			'Keep what has this text in its name: the name of a test, the description of an activity, or the name of an athlete. Upper and lower case do not matter.',
	},
	team: {
		displayName: 'Team Contains',
		name: 'teamContains',
		type: 'string',
		default: '',
		placeholder: 'e.g. U23',
		description: 'Keep the activities of a team with this text in its name',
	},
	testTypes: {
		displayName: 'Test Types',
		name: 'testTypes',
		type: 'multiOptions',
		options: toOptions(testTypes),
		default: [],
		description:
			'Keep the tests of these types and exercises. If you do not know what yours are called, use Name Contains.',
	},
} satisfies Record<string, INodeProperties>;

const testEvents = ['testCreated', 'testUpdated', 'testRetrieved'];

/** A filter that is offered only where a trigger is set to one of these events. */
function forEvents(option: INodeProperties, events: string[]): INodeProperties {
	return { ...option, displayOptions: { show: { '/triggerOn': events } } };
}

/** The filters for each list of records; `trigger` is for both triggers. */
const filtersOf = {
	activity: [options.athletes, options.nameContains, options.team],
	athlete: [options.active, options.nameContains],
	test: [options.athletes, options.category, options.nameContains, options.testTypes],
	/** Of athletes that are chosen elsewhere. */
	testOfAthletes: [options.category, options.nameContains, options.testTypes],
	trigger: [
		forEvents(options.active, ['athleteCreated', 'athleteUpdated', 'athleteRegistered']),
		options.athletes,
		forEvents(options.category, testEvents),
		options.nameContains,
		forEvents(options.team, ['activityCreated', 'activityUpdated', 'activityRetrieved']),
		forEvents(options.testTypes, testEvents),
	],
} satisfies Record<string, INodeProperties[]>;

/** The field Filters: the user adds those that matter. */
export function filtersField(
	of: keyof typeof filtersOf,
	show?: Record<string, string[]>,
): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: filtersOf[of],
		...(show && { displayOptions: { show } }),
	};
}

/** @throws InputError for a filter with an invalid value, or one that an expression leaves empty */
export function readFilter(parameters: Parameters): RecordFilter {
	const filters = parameters.collection('filters');
	const entered = parameters.entered('filters');
	const valueOf = ({ name, displayName }: INodeProperties) => {
		const value = filters[name];
		const isEmptied = isBlank(value) && isObject(entered) && isExpression(entered[name]);
		if (!isEmptied) return value;
		throw new InputError(
			`The filter ${displayName} is empty`,
			'Its expression gives nothing. Remove the filter to get everything.',
		);
	};
	const { active, athletes, category, nameContains, team, testTypes: types } = options;
	const isActive = valueOf(active) ?? null;
	return {
		testTypes: readLabels(valueOf(types), types.displayName, testTypes),
		categories: readLabels(valueOf(category), category.displayName, categories),
		nameContains: parseText(valueOf(nameContains), nameContains.displayName).toLowerCase(),
		teamContains: parseText(valueOf(team), team.displayName).toLowerCase(),
		active: isActive === null ? null : parseFlag(isActive, active.displayName),
		athleteIds: new Set(parseList(valueOf(athletes), athletes.displayName)),
	};
}

function isBlank(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isBlank);
	if (typeof value === 'string') return /^[\s,[\]"]*$/.test(value);
	return value === undefined || value === null || (isObject(value) && isEmpty(value));
}

function isEmpty(value: object): boolean {
	return Object.keys(value).length === 0;
}

function readLabels(value: unknown, label: string, known: readonly string[]): ReadonlySet<string> {
	const labels = parseList(value, label).map((text) => text.toLowerCase());
	const unknown = labels.find((text) => !known.some((one) => one.toLowerCase() === text));
	if (unknown === undefined) return new Set(labels);
	throw new InputError(`${label} has no "${unknown}"`, 'Choose from the list.');
}

function toOptions(labels: readonly string[]): INodePropertyOptions[] {
	return [...labels]
		.sort((one, other) => one.localeCompare(other))
		.map((label) => ({ name: label, value: label }));
}
