/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- runs in Node.js, never inside n8n */
import { parseArgs } from 'node:util';

import { contracts, type Contract } from './contracts';
import { countRecords } from './records';
import { startSimulator, type RecordedRequest, type SimulatorOptions } from '.';

const usage = `Simulates the Terra Teams API on this computer.

  npm run simulator -- [options]

  --port N        port on 127.0.0.1 (default 4010; 0 for any free one)
  --seed N        seed of the generated data (default 1)
  --contract C    ${contracts.join(', ')} (default both)
  --latency MS    delay of every response in milliseconds (default 0)
  --help          this text
`;

/** Thrown for invalid arguments; the message is for the person who typed them. */
class BadArguments extends Error {}

function readOptions(args: string[]): SimulatorOptions | undefined {
	const values = parse(args);
	if (values.help === true) return undefined;
	return {
		port: wholeNumber('port', values.port ?? '4010', 65_535),
		seed: wholeNumber('seed', values.seed ?? '1', Number.MAX_SAFE_INTEGER),
		latencyMs: wholeNumber('latency', values.latency ?? '0', 600_000),
		contract: knownContract(values.contract ?? 'both'),
	};
}

function parse(args: string[]) {
	return parseArgs({
		args,
		options: {
			port: { type: 'string' },
			seed: { type: 'string' },
			contract: { type: 'string' },
			latency: { type: 'string' },
			help: { type: 'boolean', short: 'h' },
		},
	}).values;
}

function wholeNumber(name: string, text: string, maximum: number): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value <= maximum) return value;
	throw new BadArguments(`--${name} must be a whole number from 0 to ${maximum}, not "${text}".`);
}

function knownContract(text: string): Contract {
	const contract = contracts.find((known) => known === text);
	if (contract !== undefined) return contract;
	throw new BadArguments(`--contract must be one of ${contracts.join(', ')}, not "${text}".`);
}

function printRequest({ method, path, query, status, at }: RecordedRequest): void {
	const search = new URLSearchParams(query).toString();
	const outcome = status === 0 ? 'cut' : String(status);
	const target = search === '' ? path : `${path}?${search}`;
	console.log(`${new Date(at).toISOString()} ${outcome} ${method} ${target}`);
}

async function run(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (options === undefined) {
		console.log(usage);
		return;
	}
	const simulator = await startSimulator({ ...options, onResponse: printRequest });
	const { dataset, credentials } = simulator;
	const counts = countRecords(dataset);
	console.log(`Terra Teams simulator, contract ${options.contract ?? 'both'}

  API base URL     ${simulator.apiBaseUrl}
  Widget base URL  ${simulator.widgetBaseUrl}
  Dev ID           ${credentials.devId}
  API key          ${credentials.apiKey}

  It holds ${counts.coaches} coaches, ${counts.athletes} athletes, \
${counts.activities} activities and ${counts.tests} tests.
  ${simulator.url}/__admin/state shows what it holds. Ctrl-C ends it.
`);
	const stop = () => {
		void simulator.close().then(() => console.log('Stopped.'));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function isBadArguments(error: unknown): boolean {
	if (error instanceof BadArguments) return true;
	// parseArgs throws this for an unknown option and for one without its value.
	return (
		error instanceof TypeError && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code))
	);
}

run().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	const isBad = isBadArguments(error);
	if (isBad) console.error('Run with --help to see the options.');
	process.exitCode = isBad ? 2 : 1;
});
