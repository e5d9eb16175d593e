import {
	TerraTeamsError,
	type ApiOperation,
	type FailureFacts,
	type Problem,
} from '../../../nodes/TerraTeams/api/errors';
import { sentenceOf } from '../../../nodes/TerraTeams/shared/nodeErrors';
import { documentedMessages, lookUp } from '../../soak/n8n/messages';

const documented = documentedMessages();

const sentence = (facts: Partial<FailureFacts>) =>
	sentenceOf(new TerraTeamsError({ operation: 'Get many coaches', problem: 'rejected', ...facts }));

const isUndocumented = (message: string) => lookUp(message, documented) === undefined;

const operations: ApiOperation[] = [
	'Get many coaches',
	'Get many tests',
	'Search tests',
	'Create coach',
	'Update many athletes',
];

/** What changes the advice: each one alone, and none. */
const circumstances: Partial<FailureFacts>[] = [
	{},
	{ hasId: true },
	{ hasRange: true, hasId: true },
	{ isOutcomeUnknown: true },
	{ othersContinue: true, coachId: 'coach' },
	{ retryAfterMs: 1500 },
	{ retryAfterMs: 100 * 86_400_000 },
	{ code: 'scope_missing' },
	{ code: 'unauthorized' },
];

it.each(operations)('users can look up what every status means: %s', (operation) => {
	const statuses = Array.from({ length: 300 }, (_, index) => 300 + index);
	const messages = statuses.flatMap((status) =>
		circumstances.map((facts) => sentence({ operation, status, ...facts })),
	);
	expect([...new Set(messages.filter(isUndocumented))]).toEqual([]);
});

const problems: Problem[] = [
	'web-page',
	'damaged',
	'empty',
	'no-list',
	'no-object',
	'not-delivered',
	'timed-out',
	'broken',
	'refused',
	'not-secure',
	'unknown-host',
	'untrusted',
	'blocked',
	'too-large',
	'not-connected',
	'cancelled',
	'other',
];

it.each(problems)('users can look up what it means: %s', (problem) => {
	const messages = circumstances.map((facts) => sentence({ problem, timeoutMs: 60_000, ...facts }));
	expect(messages.filter(isUndocumented)).toEqual([]);
});

it.each([
	[1000, 'Wait 1 second before you run it again.'],
	[1001, 'Wait 2 seconds before you run it again.'],
	[86_400_000, 'Wait 86400 seconds before you run it again.'],
	[86_400_001, 'Wait a while before you run it again, or run it less often.'],
])('says how long to wait after 429 that asks for %d ms', (retryAfterMs, advice) => {
	expect(sentence({ status: 429, retryAfterMs })).toBe(
		`Get many coaches: Terra answered 429. ${advice}`,
	);
});
