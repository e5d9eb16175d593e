/** All tests but those in a real n8n: `npm test` builds the package first. */
module.exports = {
	roots: ['unit', 'properties', 'simulator', 'tools', 'nodes'].map(
		(name) => `<rootDir>/test/${name}`,
	),
	testMatch: ['**/*.test.ts'],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': '@swc/jest' },
	// On two cores Jest would use one.
	maxWorkers: '100%',
	testTimeout: 30_000,
};
