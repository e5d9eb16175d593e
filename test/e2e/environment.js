const { TestEnvironment } = require('jest-environment-node');

/** Knows whether a test of the file has failed, so that what n8n left behind can be kept. */
module.exports = class extends TestEnvironment {
	handleTestEvent({ name }) {
		if (name === 'test_fn_failure' || name === 'hook_failure') this.global.hasFailedTest = true;
	}
};
