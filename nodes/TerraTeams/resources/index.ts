import type { INodeProperties } from 'n8n-workflow';

import * as activity from './activity';
import * as athlete from './athlete';
import * as authenticationLink from './authenticationLink';
import * as coach from './coach';
import * as integration from './integration';
import type { Operation } from './operation';
import * as test from './test';

const resources = { activity, athlete, authenticationLink, coach, integration, test };

/** The operation behind a choice of resource and operation, if there is one. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	const entry = Object.entries(resources).find(([name]) => name === resource);
	return entry?.[1].operations[operation];
}

export const resourceNames: readonly string[] = Object.keys(resources);

export function operationNamesOf(resource: keyof typeof resources): string[] {
	return Object.keys(resources[resource].operations);
}

/** All fields of the node, the resource first. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'activity',
		options: [
			{ name: 'Activity', value: 'activity' },
			{ name: 'Athlete', value: 'athlete' },
			{ name: 'Authentication Link', value: 'authenticationLink' },
			{ name: 'Coach', value: 'coach' },
			{ name: 'Integration', value: 'integration' },
			{ name: 'Test', value: 'test' },
		],
	},
	...Object.values(resources).flatMap((resource) => resource.fields),
];
