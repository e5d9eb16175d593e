import { readNumber, readText } from './readers';
import type { Activity, Test } from './types';

/** What identifies and dates an activity: its own id, and when it began. */
export const activityIdentity = {
	id: (activity: Activity) => readText(activity, 'activity_id'),
	timestampUs: (activity: Activity) => readNumber(activity, 'start_timestamp_us'),
};

/** What identifies and dates a test. */
export const testIdentity = {
	id: (test: Test) => readText(test, 'test_id'),
	timestampUs: (test: Test) => readNumber(test, 'timestamp_us'),
};
