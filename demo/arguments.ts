import { Command, InvalidArgumentError } from 'commander';

import type { TerraKeys } from './account';

/** What the command line asks for. */
export interface DemoArguments {
	/** Run the examples, print what they gave, and end. */
	once?: boolean;
	/** Build again whenever the source changes. */
	watch?: boolean;
	/** Where n8n keeps its data. */
	folder: string;
	/** The keys of a real Terra account; without them the simulator is used. */
	terraKeys: TerraKeys | undefined;
	port: number;
}

/**
 * Reads the command line. Prints the help, or what is wrong, and ends the process where there is
 * nothing to start.
 *
 * @param environment looked at for options that npm has taken for its own
 */
export function parseArguments(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
): DemoArguments {
	const program = new Command('npm start --')
		.description(
			'Starts n8n with this package in it, example workflows, and a simulator of Terra to talk to.\n' +
				'The first start installs n8n; what you build in it is kept between starts.',
		)
		.option('--once', 'run the example workflows, print what they gave, and end')
		.option('--watch', 'build again and reload in n8n when the source changes (npm run dev)')
		.option('--folder <path>', 'where n8n keeps its data', '.demo')
		.option('--dev-id <id>', 'use the real Terra with these keys instead of the simulator ...')
		.option('--api-key <key>', '... both are needed')
		.option('--port <number>', "n8n's port; a free one near it if it is taken", toPort, 5678)
		.showHelpAfterError('See npm start -- --help.');
	// `npm start --once` hands the option to npm, which ignores it: the demo would start without it.
	const taken = ['once', 'watch', 'dev-id', 'api-key'].find(
		(name) => environment[`npm_config_${name.replace('-', '_')}`] !== undefined,
	);
	if (taken !== undefined) {
		program.error(`Put -- between "npm start" and the options: npm start -- --${taken} ...`);
	}
	const { devId, apiKey, ...rest } = program
		.parse(argv, { from: 'user' })
		.opts<Omit<DemoArguments, 'terraKeys'> & Partial<TerraKeys>>();
	if (!devId && !apiKey) return { ...rest, terraKeys: undefined };
	if (!devId || !apiKey) return program.error('--dev-id and --api-key are needed together.');
	return { ...rest, terraKeys: { devId, apiKey } };
}

function toPort(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
	throw new InvalidArgumentError('It must be a number from 1 to 65535.');
}
