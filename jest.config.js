/** Unit tests, and the built package run in-process by n8n-core. `npm test` builds it first. */
module.exports = {
	roots: ['<rootDir>/test/unit', '<rootDir>/test/nodes'],
	testMatch: ['**/*.test.ts'],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': '@swc/jest' },
	// On two cores Jest would use one.
	maxWorkers: '100%',
	testTimeout: 30_000,
};
