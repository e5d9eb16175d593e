/** Prints each capability with its time as it is proven, and as the last line the count. */
module.exports = class Summary {
	onTestCaseResult(_, { fullName, status, duration, failureMessages }) {
		const seconds = ((duration ?? 0) / 1000).toFixed(1).padStart(6);
		process.stdout.write(`${status.padEnd(7)} ${seconds} s  ${fullName}\n`);
		for (const message of failureMessages) process.stdout.write(`${message}\n`);
	}

	onTestFileResult(_, { testExecError, testFilePath }) {
		if (testExecError) process.stdout.write(`${testFilePath}: ${testExecError.message}\n`);
	}

	onRunComplete(_, results) {
		// A file that could not even be run counts as a failure.
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
	}
};
