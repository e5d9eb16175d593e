/** The packed tarball in a real n8n, and n8n's editor in a real browser. */
module.exports = {
	roots: ['<rootDir>/test/e2e'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['<rootDir>/test/e2e/queue/'],
	testEnvironment: '<rootDir>/test/e2e/environment.js',
	transform: { '^.+\\.ts$': '@swc/jest' },
	// One n8n at a time: each takes most of a small machine, and Terra does not wait for long.
	maxWorkers: 1,
	// Setting up the first time fetches and builds n8n.
	testTimeout: 30 * 60_000,
	reporters: ['<rootDir>/test/e2e/summary.js'],
};
