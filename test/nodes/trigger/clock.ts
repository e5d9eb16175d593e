/** A clock that tests put forward; it also runs by itself, so that time-outs work. */
export class Clock {
	private aheadMs: number;

	constructor(at: Date) {
		const real = Date.now.bind(Date);
		this.aheadMs = at.getTime() - real();
		jest.spyOn(Date, 'now').mockImplementation(() => real() + this.aheadMs);
	}

	/** Lets some hours pass. */
	pass(hours: number): void {
		this.aheadMs += hours * 3_600_000;
	}

	/** Microseconds since 1970, some hours ago. */
	agoUs(hours: number): number {
		return (Date.now() - hours * 3_600_000) * 1000;
	}
}
