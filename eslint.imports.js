/**
 * Which folder may import which. Imports go down one way:
 *
 *     doors -> router -> resources | polling | webhook | listSearch
 *           -> shared | events -> queries -> api | output | history -> records
 *
 * A folder may import the layers below its own, and no folder of its own layer. The pure folders
 * import nothing from n8n, so that they are tested without it.
 */
const { createTypeScriptImportResolver } = require('eslint-import-resolver-typescript');
const importX = require('eslint-plugin-import-x');

const nodes = 'nodes/TerraTeams';

/** From the top down. */
const layers = [
	['TerraTeams.node.ts', 'TerraTeamsTrigger.node.ts', 'TerraTeamsWebhookTrigger.node.ts'],
	['router.ts'],
	['resources', 'polling', 'webhook', 'listSearch'],
	['shared', 'events'],
	['queries'],
	['api', 'output', 'history'],
	['records'],
];

/** The files of otherwise pure folders that talk to n8n, and so import `shared/`. */
const n8nFiles = {
	polling: ['n8nPoll.ts'],
	webhook: ['n8nWebhook.ts', 'n8nCredential.ts', 'n8nParameters.ts'],
};

/** Folders that import nothing from n8n, apart from the files above. */
const pureFolders = [
	'records',
	'api',
	'output',
	'history',
	'queries',
	'events',
	...Object.keys(n8nFiles),
];

/** Pairs of paths: the first must not import the second. */
const forbidden = [
	...layers.flatMap((layer, depth) =>
		layer.flatMap((importer) =>
			layers
				.slice(0, depth + 1)
				.flat()
				.filter((imported) => imported !== importer)
				.map((imported) => [`${nodes}/${importer}`, `${nodes}/${imported}`]),
		),
	),
	['credentials', `${nodes}/shared`],
	...['simulator', 'tools'].flatMap((folder) =>
		['test', 'demo', nodes].map((imported) => [folder, imported]),
	),
	['simulator', 'tools'],
	['tools', 'simulator'],
	...['test', 'demo', 'simulator', 'tools'].map((imported) => ['nodes', imported]),
	['demo', 'test'],
];

const n8nPackages = {
	patterns: [
		{ group: ['n8n-workflow', 'n8n-core'], message: 'This folder imports nothing from n8n.' },
	],
};

function ignoresOf(folder) {
	return (n8nFiles[folder] ?? []).map((file) => `${nodes}/${folder}/${file}`);
}

/** Pure rules may not reach n8n through `shared/` either. */
const n8nFree = Object.keys(n8nFiles).map((folder) => ({
	files: [`${nodes}/${folder}/**/*.ts`],
	ignores: ignoresOf(folder),
	rules: {
		'no-restricted-imports': [
			'error',
			{ patterns: [...n8nPackages.patterns, { group: ['**/shared/**'] }] },
		],
	},
}));

const config = [
	{
		files: ['**/*.ts'],
		plugins: { 'import-x': importX },
		settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
		rules: {
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': [
				'error',
				{
					zones: forbidden.map(([target, from]) => ({
						target: `./${target}`,
						from: `./${from}`,
						message: 'Imports go down one way, see eslint.imports.js.',
					})),
				},
			],
		},
	},
	{
		files: pureFolders
			.filter((folder) => !(folder in n8nFiles))
			.map((folder) => `${nodes}/${folder}/**/*.ts`),
		rules: { 'no-restricted-imports': ['error', n8nPackages] },
	},
	...n8nFree,
];

module.exports = { config, forbidden, n8nFiles, pureFolders };
