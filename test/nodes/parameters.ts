import type { INodeParameterResourceLocator, INodeParameters } from 'n8n-workflow';

/** A coach or an athlete as the picker's By ID saves it; also takes an expression. */
export function byId(value: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'id', value };
}

/** An entry that was chosen in a picker's list. */
export function fromList(value: string, label: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'list', value, cachedResultName: label };
}

/** The choice of resource and operation, and what is entered besides. */
function choice(resource: string, operation: string, more: INodeParameters = {}) {
	return (entered: INodeParameters = {}): INodeParameters => ({
		resource,
		operation,
		...more,
		...entered,
	});
}

/** The records as Terra sends them, unless a test is about their form. */
const asSent = { output: 'raw' };

/** What a user chooses and enters for each operation, by the name that errors give it. */
export const operations = {
	'Compare tests with history': choice('test', 'compareWithHistory'),
	'Create authentication link': choice('authenticationLink', 'create'),
	'Create coach': choice('coach', 'create'),
	'Delete coach': choice('coach', 'delete'),
	'Get activity metrics schema': choice('activity', 'getMetricsSchema'),
	'Get athlete': choice('athlete', 'get', asSent),
	'Get many activities': choice('activity', 'getAll', asSent),
	'Get many athletes': choice('athlete', 'getAll', asSent),
	'Get many coaches': choice('coach', 'getAll'),
	'Get many integrations': choice('integration', 'getAll'),
	'Get many tests': choice('test', 'getAll', asSent),
	'Get workload of athletes': choice('activity', 'getWorkload'),
	'Search tests': choice('test', 'search', asSent),
	'Update athlete': choice('athlete', 'update'),
	'Update many athletes': choice('athlete', 'updateMany'),
};

/** The name of an operation as errors give it. */
export type OperationName = keyof typeof operations;
