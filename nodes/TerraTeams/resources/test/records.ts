import { readNumber, readText, type Test } from '../../api/records';

/** What identifies and dates a test, however it was asked for. */
export const testIdentity = {
	id: (test: Test) => readText(test, 'test_id'),
	timestampUs: (test: Test) => readNumber(test, 'timestamp_us'),
};
