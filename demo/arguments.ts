/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { parseArgs } from 'node:util';

import { messageOf } from '../tools/n8n/setupError';

/** What the command line asks for. */
export interface DemoArguments {
	help: boolean;
	/** Run the examples, print what they gave, and end. */
	once: boolean;
	/** The keys of a real Terra account; without them the simulator is used. */
	terraKeys: { devId: string; apiKey: string } | undefined;
	port: number;
}

const DEFAULT_PORT = 5678;

export const HELP = `Usage: npm start [-- OPTIONS]

Starts n8n with this package in it, example workflows, and a simulator of Terra to talk to.
The first start installs n8n; what you build is kept in .demo/ between starts.

  --once         run the example workflows, print what they gave, and end
  --dev-id X     use the real Terra with these keys instead of the simulator ...
  --api-key Y    ... both are needed
  --port N       n8n's port (default ${DEFAULT_PORT}; the next free one if it is taken)
  --help         this text`;

/** A command line that cannot be understood; the message is one sentence. */
export class UsageError extends Error {}

/**
 * Reads the command line.
 *
 * @param environment looked at for options that npm has taken for its own
 * @throws UsageError
 */
export function parseArguments(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv = {},
): DemoArguments {
	refuseOptionsTakenByNpm(environment);
	const values = parse(argv);
	const { help = false, once = false, port } = values;
	return { help, once, port: readPort(port), terraKeys: readKeys(values) };
}

const options = {
	help: { type: 'boolean' },
	once: { type: 'boolean' },
	'dev-id': { type: 'string' },
	'api-key': { type: 'string' },
	port: { type: 'string' },
} as const;

function parse(argv: readonly string[]) {
	try {
		return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
	} catch (error) {
		const [sentence = ''] = messageOf(error).split(/\.\s|\n/);
		throw new UsageError(`${sentence}.`);
	}
}

/** `npm start --once` hands the option to npm, which ignores it; the demo would start as if without. */
function refuseOptionsTakenByNpm(environment: NodeJS.ProcessEnv): void {
	const taken = Object.keys(options).find(
		(name) =>
			// --help is npm's own, and a port may be meant for other tools.
			name !== 'help' &&
			name !== 'port' &&
			environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined,
	);
	if (taken !== undefined) {
		throw new UsageError(`Put -- between "npm start" and the options: npm start -- --${taken} ...`);
	}
}

function readPort(text: string | undefined): number {
	if (text === undefined) return DEFAULT_PORT;
	const port = Number(text);
	if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
	throw new UsageError(`--port needs a number from 1 to 65535, not "${text}".`);
}

function readKeys(values: { 'dev-id'?: string; 'api-key'?: string }): DemoArguments['terraKeys'] {
	const devId = values['dev-id'];
	const apiKey = values['api-key'];
	if (devId === undefined && apiKey === undefined) return undefined;
	if (!devId || !apiKey) throw new UsageError('--dev-id and --api-key are needed together.');
	return { devId, apiKey };
}
