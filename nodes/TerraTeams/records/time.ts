/** Microseconds, as the API counts. */
export const usPerMinute = 60_000_000;
export const usPerDay = 24 * 60 * usPerMinute;

/** The day of a time, as days since 1970 in UTC. */
export function dayOf(us: number): number {
	return Math.floor(us / usPerDay);
}
