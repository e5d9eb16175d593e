import fc from 'fast-check';

import type { Problem, FailureFacts } from '../../../nodes/TerraTeams/api/errors';
import { retryAfter, waitBeforeRetry } from '../../../nodes/TerraTeams/api/retry';

function failure(
	what: Partial<Pick<FailureFacts, 'status' | 'problem' | 'retryAfterMs'>>,
): Pick<FailureFacts, 'status' | 'problem' | 'retryAfterMs'> {
	return { problem: 'rejected', ...what };
}

const retryable = fc.oneof(
	fc.constantFrom(429, 502, 503, 504).map((status) => ({ status })),
	fc.constantFrom<Problem>('broken', 'refused', 'damaged', 'empty').map((problem) => ({ problem })),
);
const randoms = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

describe('the wait before a retry', () => {
	it('doubles from half a second, less up to half of it at random', () => {
		fc.assert(
			fc.property(retryable, fc.nat(2), randoms, (what, attempt, random) => {
				const wait = waitBeforeRetry(failure(what), attempt, random);
				const longest = 500 * 2 ** attempt;
				expect(wait).toBeGreaterThanOrEqual(longest / 2);
				expect(wait).toBeLessThanOrEqual(longest);
			}),
			{ numRuns: 1000 },
		);
		const wait = (attempt: number, random: number) =>
			waitBeforeRetry(failure({ status: 503 }), attempt, random);
		expect([0, 1, 2].map((attempt) => wait(attempt, 0))).toEqual([500, 1000, 2000]);
		expect([0, 1, 2].map((attempt) => wait(attempt, 0.5))).toEqual([375, 750, 1500]);
	});

	it('is never shorter than the server asks for, and never longer than a minute', () => {
		const asked = fc.oneof(fc.nat(5000), fc.integer({ min: 59_000, max: 61_000 }), fc.nat());
		fc.assert(
			fc.property(retryable, fc.nat(2), randoms, asked, (what, attempt, random, ms) => {
				const wait = waitBeforeRetry(failure({ ...what, retryAfterMs: ms }), attempt, random);
				const backOff = waitBeforeRetry(failure(what), attempt, random) ?? NaN;
				expect(wait).toBe(ms > 60_000 ? null : Math.max(ms, backOff));
			}),
			{ numRuns: 1000 },
		);
	});

	it('is not waited a fourth time', () => {
		fc.assert(
			fc.property(retryable, fc.integer({ min: 3, max: 9 }), randoms, (what, attempt, random) => {
				expect(waitBeforeRetry(failure(what), attempt, random)).toBeNull();
			}),
		);
	});

	it('is for what passes only', () => {
		const statuses = Array.from({ length: 600 }, (_, status) => status);
		expect(
			statuses.filter((status) => waitBeforeRetry(failure({ status }), 0, 0) !== null),
		).toEqual([408, 425, 429, 502, 503, 504]);
		const problems: Problem[] = [
			'not-connected',
			'not-secure',
			'blocked',
			'too-large',
			'damaged',
			'empty',
			'no-list',
			'no-object',
			'web-page',
			'timed-out',
			'refused',
			'broken',
			'unknown-host',
			'untrusted',
			'cancelled',
			'other',
			'rejected',
			'not-delivered',
			'not-saved',
			'no-single-match',
			'no-coach-id',
			'no-athlete-id',
			'no-athletes',
		];
		expect(
			problems.filter((problem) => waitBeforeRetry(failure({ problem }), 0, 0) !== null),
		).toEqual(['not-connected', 'damaged', 'empty', 'no-list', 'web-page', 'refused', 'broken']);
	});

	it('is for a problem that passes, whatever the status', () => {
		for (const status of [200, 401, 403]) {
			expect(waitBeforeRetry(failure({ problem: 'web-page', status }), 0, 0)).toBe(500);
			expect(waitBeforeRetry(failure({ problem: 'no-object', status }), 0, 0)).toBeNull();
		}
	});

	it.each([
		[0, 500],
		[1, 1000],
		[2, 2000],
		[3, null],
		[4, null],
	])('comes three times: after %i retries it is %p', (attempt, wait) => {
		expect(waitBeforeRetry(failure({ problem: 'broken' }), attempt, 0)).toBe(wait);
	});

	it.each([
		[0, 500],
		[499, 500],
		[500, 500],
		[501, 501],
		[59_999, 59_999],
		[60_000, 60_000],
		[60_001, null],
	])('is what the server asks for within its limits: %i ms is %p', (retryAfterMs, wait) => {
		expect(waitBeforeRetry(failure({ status: 429, retryAfterMs }), 0, 0)).toBe(wait);
	});

	it('is not made retryable by a server that asks for it', () => {
		expect(waitBeforeRetry(failure({ status: 500, retryAfterMs: 1000 }), 0, 0)).toBeNull();
	});
});

describe('Retry-After', () => {
	const now = Date.UTC(2026, 6, 1, 12, 0, 0);

	it('in seconds', () => {
		expect(retryAfter('0', now)).toBe(0);
		expect(retryAfter('7', now)).toBe(7000);
		expect(retryAfter(' 120 ', now)).toBe(120_000);
		expect(retryAfter('1.5', now)).toBe(1500);
		expect(retryAfter('12.25', now)).toBe(12_250);
		expect(retryAfter('\t7\n', now)).toBe(7000);
	});

	it('as a date, which may be over', () => {
		expect(retryAfter(' Wed, 01 Jul 2026 12:00:20 GMT ', now)).toBe(20_000);
		expect(retryAfter('Wed, 01 Jul 2026 12:00:00 GMT', now)).toBe(0);
		expect(retryAfter('Wed, 01 Jul 2026 12:00:00 GMT', now - 1)).toBe(1);
		expect(retryAfter('Wed, 01 Jul 2026 12:00:00 GMT', now + 1)).toBe(0);
		expect(retryAfter('Wed, 01 Jul 2026 11:59:59 GMT', now)).toBe(0);
	});

	it('as a date', () => {
		fc.assert(
			fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.nat(999), (seconds, ms) => {
				const date = new Date(now + seconds * 1000).toUTCString();
				expect(retryAfter(date, now - ms)).toBe(Math.max(0, seconds * 1000 + ms));
			}),
		);
	});

	it('as a date in the form of C, which is in UTC as well', () => {
		expect(retryAfter('Wed Jul  1 12:00:20 2026', now)).toBe(20_000);
	});

	it('as a date in the oldest form', () => {
		expect(retryAfter('Wednesday, 01-Jul-26 12:00:20 GMT', now)).toBe(20_000);
	});

	it.each(['-5', '.5', '1.', 'in 7', '7 7', '2026-07-01T12:00:20Z', '1 Jul 2026'])(
		'that is neither seconds nor an HTTP date is none: %p',
		(header) => {
			expect(retryAfter(header, now)).toBeUndefined();
		},
	);

	it.each([undefined, null, 7, ['7', '8'], '', ' ', 'soon', 'NaN', '7s', 'x7', 'x1.5', {}])(
		'that cannot be read is none: %p',
		(header) => {
			expect(retryAfter(header, now)).toBeUndefined();
		},
	);
});
