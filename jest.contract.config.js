/** The client and the simulator beside Terra's own OpenAPI files: `npm run test:contract`. */
module.exports = {
	roots: ['<rootDir>/test/contract'],
	testMatch: ['**/*.test.ts'],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': '@swc/jest' },
	testTimeout: 60_000,
};
