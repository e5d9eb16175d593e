/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A message of the nodes that users can look up. */
export interface DocumentedMessage {
	/** As the documentation has it, such as `seconds (time-out)`. */
	text: string;
	pattern: RegExp;
}

/** What no message may contain, whatever else it says: it comes from a programming error. */
const accidental =
	/TypeError|ReferenceError|RangeError|SyntaxError|AxiosError|Cannot (read|set)|is not a function|is not iterable|\[object |Unexpected (token|end)|\bat .+:\d+:\d+|request failed with/i;

/**
 * n8n's own messages about an execution during which it was killed or stopped; they say nothing of the
 * package. Sources: n8n-workflow, WorkflowCrashedError; n8n, ManualExecutionCancelledError and
 * SystemShutdownExecutionCancelledError.
 */
const ofN8n = [
	/^Workflow did not finish, possible out-of-memory issue$/,
	/^The execution was cancelled/,
	/^Execution was cancelled/,
];

/** The messages that docs/troubleshooting.md lists: the texts in the first column of its tables. */
export function documentedMessages(
	markdown = readFileSync(join(__dirname, '../../../docs/troubleshooting.md'), 'utf8'),
): DocumentedMessage[] {
	return markdown.split('\n').flatMap((line) => {
		const [, first = ''] = /^\|((?:[^|`]|`[^`]*`)+)\|/.exec(line) ?? [];
		return [...first.matchAll(/`([^`]+)`/g)].map(([, text = '']) => ({
			text,
			pattern: new RegExp(text.split('…').map(escaped).join('.*')),
		}));
	});
}

/**
 * What a message says, as the documentation has it; `undefined` where users cannot look it up. A
 * message of n8n about a killed execution is given as it is.
 */
export function lookUp(
	message: string,
	documented: readonly DocumentedMessage[],
): string | undefined {
	if (ofN8n.some((pattern) => pattern.test(message))) return message;
	if (accidental.test(message)) return undefined;
	return documented.find(({ pattern }) => pattern.test(message))?.text;
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
