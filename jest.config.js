const os = require('node:os');

const common = {
	rootDir: __dirname,
	testMatch: ['**/*.test.ts'],
	transform: { '^.+\\.ts$': '@swc/jest' },
};

/** All tests but those that need an n8n server: `npm test` builds the package first. */
module.exports = {
	projects: [
		{
			...common,
			displayName: 'rules',
			roots: ['unit', 'properties', 'simulator', 'tools'].map((name) => `<rootDir>/test/${name}`),
			testEnvironment: 'node',
		},
		{
			...common,
			displayName: 'nodes',
			roots: ['<rootDir>/test/nodes'],
			testEnvironment: '<rootDir>/test/nodes/environment.js',
			moduleNameMapper: {
				'^(n8n-core|n8n-workflow|reflect-metadata)$': '<rootDir>/test/nodes/loadedOnce/$1.js',
				'^@n8n/di$': '<rootDir>/test/nodes/loadedOnce/n8n-di.js',
			},
		},
	],
	// One more than the cores, because some tests wait for a server more than they compute.
	maxWorkers: os.availableParallelism() + 1,
	testTimeout: 30_000,
};
