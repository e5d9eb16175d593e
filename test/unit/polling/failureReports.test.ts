import { FailureReports, type Report } from '../../../nodes/TerraTeams/polling/failureReports';

const item = {
	event: 'test.created',
	dedupeKey: 'test:one',
	kind: 'test',
	coachId: 'one',
	record: {},
} as const;

/** What is done about the polls of a trigger. */
class Polls {
	private readonly reports = new FailureReports();

	at(
		minute: number,
		{ fails = true, items = 0, hasNewBaseline = false, trigger = 'a' } = {},
	): Report {
		this.reports.begin(trigger);
		const failure = fails ? new Error('refused') : undefined;
		const result = { failure, items: Array.from({ length: items }, () => item), hasNewBaseline };
		return this.reports.decide(trigger, result, minute * 60_000);
	}
}

it('lets no first poll in a process throw, unless the trigger has never polled', () => {
	const reports = new FailureReports();
	const mayThrow = (trigger: string, hasSavedState: boolean) => {
		reports.begin(trigger);
		return reports.mayThrow(trigger, hasSavedState);
	};
	expect([mayThrow('a', true), mayThrow('a', true), mayThrow('b', true)]).toEqual([
		false,
		true,
		false,
	]);
	expect(mayThrow('c', false)).toBe(true);
});

it('logs a failure of the first poll, makes it known with the second, then once an hour', () => {
	const polls = new Polls();
	const reports = [0, 1, 2, 60, 61, 62, 121].map((minute) => polls.at(minute));
	expect(reports).toEqual(['log', 'throw', 'none', 'log', 'throw', 'none', 'throw']);
});

it('makes a failure known at once where polls were fine before', () => {
	const polls = new Polls();
	expect(polls.at(0, { fails: false })).toBe('none');
	expect(polls.at(1)).toBe('throw');
	expect(polls.at(2, { fails: false })).toBe('none');
	expect(polls.at(3)).toBe('log');
	expect(polls.at(62)).toBe('throw');
});

it('makes a failure known within the hour where every poll has items, which come with the next', () => {
	const polls = new Polls();
	polls.at(0, { fails: false });
	const minutes = Array.from({ length: 200 }, (_, n) => n + 10);
	const reports = minutes.map((minute) => polls.at(minute, { items: 1 }));
	expect(reports[0]).toBe('log');
	const thrown = minutes.filter((_, n) => reports[n] === 'throw');
	expect(thrown).toEqual([65, 125, 185]);
});

it('lets hourly polls with items through every second time at least', () => {
	const polls = new Polls();
	polls.at(0, { fails: false });
	// Clocks are late now and then.
	const reports = [60, 119.99, 180, 240.01, 300, 360].map((at) => polls.at(at, { items: 1 }));
	expect(reports).toEqual(['log', 'throw', 'log', 'throw', 'log', 'throw']);
});

it('does not throw where a new baseline would be lost', () => {
	const polls = new Polls();
	polls.at(0, { fails: false });
	expect(polls.at(1, { hasNewBaseline: true })).toBe('log');
	expect(polls.at(2)).toBe('throw');
});

it('keeps triggers apart', () => {
	const polls = new Polls();
	expect(polls.at(0, { fails: false })).toBe('none');
	expect(polls.at(1, { trigger: 'b' })).toBe('log');
	expect(polls.at(2)).toBe('throw');
});

it('makes a failure known again after the clock was ahead', () => {
	const polls = new Polls();
	polls.at(0, { fails: false });
	const day = 24 * 60;
	expect(polls.at(3 * day)).toBe('throw');
	expect([1, 2, 60, 61].map((minute) => polls.at(minute))).toEqual([
		'throw',
		'log',
		'none',
		'throw',
	]);
});
