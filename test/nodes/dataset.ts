import type { ActivityRecord, Simulator, TestRecord } from '../../simulator';

/** Whatever has the simulator at hand. */
interface Account {
	simulator: Pick<Simulator, 'dataset'>;
}

/** The first and the last time that count, as ISO date-times. */
interface Range {
	from?: string;
	to?: string;
}

/** The tests of some coaches in a time range, oldest first; of all coaches if none are given. */
export function testsOf(account: Account, coachIds?: string[], range?: Range): TestRecord[] {
	const { coaches, tests } = account.simulator.dataset;
	const ids = coachIds ?? coaches.map(({ coach_id: id }) => id);
	const records = ids.flatMap((id) => tests.get(id) ?? []).map(({ record }) => record);
	return inOrder(records, (test) => test.timestamp_us, range);
}

/** The tests of certain athletes of a coach. */
export function testsOfAthletes(account: Account, coachId: string, ids: string[]): TestRecord[] {
	const tests = account.simulator.dataset.tests.get(coachId) ?? [];
	const records = tests.filter(({ athleteId }) => athleteId && ids.includes(athleteId));
	return inOrder(
		records.map(({ record }) => record),
		(test) => test.timestamp_us,
	);
}

/** As {@link testsOf}, for activities. */
export function activitiesOf(
	account: Account,
	coachIds?: string[],
	range?: Range,
): ActivityRecord[] {
	const { coaches, activities } = account.simulator.dataset;
	const ids = coachIds ?? coaches.map(({ coach_id: id }) => id);
	const records = ids.flatMap((id) => activities.get(id) ?? []);
	return inOrder(records, (activity) => activity.start_timestamp_us, range);
}

/**
 * Expects the same records in the same order. Looks at their ids first, since the difference of two
 * long lists of whole records takes minutes to print.
 */
export function expectRecords(records: object[], expected: object[]): void {
	expect(records.map(idOf)).toEqual(expected.map(idOf));
	for (const [index, record] of records.entries()) expect(record).toEqual(expected[index]);
}

function idOf(record: object): unknown {
	const ids = ['test_id', 'activity_id', 'athlete_id', 'coach_id', 'provider', 'key'];
	const name = ids.find((id) => id in record);
	return name === undefined ? undefined : Reflect.get(record, name);
}

function inOrder<Kind>(
	records: Kind[],
	timeOf: (record: Kind) => number | null | undefined,
	{ from = '1970-01-01', to = '2100-01-01' }: Range = {},
): Kind[] {
	const timeUs = (record: Kind) => timeOf(record) ?? Infinity;
	return asSent(records)
		.filter((record) => timeUs(record) >= Date.parse(from) * 1000)
		.filter((record) => timeUs(record) <= Date.parse(to) * 1000)
		.sort((a, b) => timeUs(a) - timeUs(b));
}

/** As it comes over the wire, where -0 becomes 0 and what is undefined is left out. */
function asSent<Value>(value: Value): Value {
	const parse: (text: string) => Value = JSON.parse;
	return parse(JSON.stringify(value));
}
