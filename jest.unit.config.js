const os = require('node:os');

/** The unit tests alone, which need no build: `npm run test:unit`. */
module.exports = {
	// The code as well: Jest finds the tests of a file, for `npm run test:mutation`, below these roots.
	roots: ['<rootDir>/nodes', '<rootDir>/test/unit'],
	testMatch: ['**/*.test.ts'],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': '@swc/jest' },
	maxWorkers: os.availableParallelism() + 1,
};
