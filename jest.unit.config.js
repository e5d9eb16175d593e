/** The unit tests alone, which need no build: `npm run test:unit`. */
module.exports = {
	roots: ['<rootDir>/test/unit'],
	testMatch: ['**/*.test.ts'],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': '@swc/jest' },
	maxWorkers: '100%',
};
