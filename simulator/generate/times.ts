export const dayMs = 86_400_000;

/** Midnight (UTC) before a time; both in milliseconds since 1970. */
export function startOfDayMs(ms: number): number {
	return Math.floor(ms / dayMs) * dayMs;
}

/**
 * Formats microseconds since 1970 as the contract writes `created_at`:
 * `2026-07-01T09:12:33.891000+00:00`.
 */
export function isoMicroseconds(us: number): string {
	const ms = Math.floor(us / 1000);
	const micros = String(us - ms * 1000).padStart(3, '0');
	return `${new Date(ms).toISOString().slice(0, -1)}${micros}+00:00`;
}

/** Formats the day (UTC) of milliseconds since 1970 as `YYYY-MM-DD`. */
export function isoDate(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}
