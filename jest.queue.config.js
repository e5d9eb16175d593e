/** The packed tarball in an n8n in queue mode: `npm run test:e2e -- --queue`. */
module.exports = {
	...require('./jest.e2e.config'),
	roots: ['<rootDir>/test/e2e/queue'],
	testPathIgnorePatterns: [],
};
