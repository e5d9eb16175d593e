/** The API counts in microseconds. */
export const usPerMs = 1000;
export const usPerSecond = 1_000_000;
export const usPerMinute = 60 * usPerSecond;
export const usPerDay = 24 * 60 * usPerMinute;

/** The day of a time, as days since 1970 in UTC. */
export function dayOf(us: number): number {
	return Math.floor(us / usPerDay);
}
