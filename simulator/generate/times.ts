/** Milliseconds of a day. */
export const dayMs = 86_400_000;

/** Midnight (UTC) of the day that holds the instant, in milliseconds since 1970. */
export function startOfDayMs(instantMs: number): number {
	return Math.floor(instantMs / dayMs) * dayMs;
}

/**
 * An instant as the contract writes `created_at`: `2026-07-01T09:12:33.891000+00:00`.
 * Takes microseconds since 1970.
 */
export function isoMicroseconds(us: number): string {
	const ms = Math.floor(us / 1000);
	const micros = String(us - ms * 1000).padStart(3, '0');
	return `${new Date(ms).toISOString().slice(0, -1)}${micros}+00:00`;
}

/** The calendar day (UTC) of an instant in milliseconds since 1970, as `YYYY-MM-DD`. */
export function isoDate(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}
