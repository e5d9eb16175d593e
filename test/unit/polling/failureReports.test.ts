import { FailureReports } from '../../../nodes/TerraTeams/polling/failureReports';

const hour = 3_600_000;

it('makes a failure known with the second poll of a process, then once an hour', () => {
	const reports = new FailureReports();
	const minutes = [0, 1, 2, 60, 61, 62, 121];
	const due = minutes.filter((minute) => reports.isDue('a', true, minute * 60_000));
	expect(due).toEqual([1, 61, 121]);
});

it('makes a failure known at once where polls were fine before', () => {
	const reports = new FailureReports();
	expect(reports.isDue('a', false, 0)).toBe(false);
	expect(reports.isDue('a', true, 1)).toBe(true);
	expect(reports.isDue('a', false, 2)).toBe(false);
	expect(reports.isDue('a', true, 3)).toBe(false);
	expect(reports.isDue('a', true, 1 + hour)).toBe(true);
});

it('keeps triggers apart', () => {
	const reports = new FailureReports();
	expect(reports.isDue('a', false, 0)).toBe(false);
	expect(reports.isDue('b', true, 1)).toBe(false);
	expect(reports.isDue('a', true, 2)).toBe(true);
});
