import { readNumber, readText, type Activity, type Athlete, type Test } from './records';

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

/** An athlete's name, the first one first; `null` where Terra does not know it. */
export function athleteName(athlete: Athlete): string | null {
	const names = [readText(athlete, 'first_name'), readText(athlete, 'last_name')];
	return names.filter(Boolean).join(' ') || null;
}
