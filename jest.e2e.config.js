/** The packed tarball in a real n8n, and n8n's editor in a real browser. */
module.exports = {
	roots: ['<rootDir>/test/e2e'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['<rootDir>/test/e2e/queue/'],
	testEnvironment: '<rootDir>/test/e2e/environment.js',
	transform: { '^.+\\.ts$': '@swc/jest' },
	// An n8n takes one processor while it starts and waits for the next poll most of the time.
	maxWorkers: 2,
	// Setting up the first time fetches and builds n8n.
	testTimeout: 30 * 60_000,
	reporters: ['<rootDir>/test/e2e/summary.js'],
};
