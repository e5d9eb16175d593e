import { readText, readTimeUs } from './readers';
import type { Activity, Test } from './types';

/** What identifies and dates an activity: its own id, and when it began. */
export const activityIdentity = {
	id: (activity: Activity) => readText(activity, 'activity_id'),
	timestampUs: (activity: Activity) => readTimeUs(activity, 'start_timestamp_us'),
};

/** What identifies and dates a test. */
export const testIdentity = {
	id: (test: Test) => readText(test, 'test_id'),
	timestampUs: (test: Test) => readTimeUs(test, 'timestamp_us'),
};
