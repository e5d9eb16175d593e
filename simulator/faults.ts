import type { RecordedRequest } from './requestLog';

/** A fault on demand: what happens to which requests instead of, or on top of, the normal answer. */
export interface FaultRule {
	/** Which method; default all. */
	method?: string;
	/**
	 * Which path; default all. A text is the whole path, with or without `/v2/teams`, where `*`
	 * stands for one segment: `/coaches/*\/tests`.
	 */
	path?: string | RegExp;
	/** A further condition (in-process only). */
	match?: (request: RecordedRequest) => boolean;
	/** How many matching requests are hit; default 1; Infinity for all. */
	times?: number;
	/** Answer this status instead; with `body` alone it is 200. The request then has no effect. */
	status?: number;
	/** Added to the headers of the answer, whichever it is. */
	headers?: Record<string, string>;
	/** Answer this instead: text as it is, anything else as JSON. */
	body?: string | object;
	/** The content type of `body`; default application/json. */
	contentType?: string;
	/** Wait so many milliseconds before the answer or the cut. */
	delayMs?: number;
	/** Send all headers and so many bytes of the body, then destroy the socket. */
	cutAfterBytes?: number;
	/** Answer a complete HTTP response whose body ends after so many bytes. */
	truncateBody?: number;
	/** Destroy the socket before the request has any effect. */
	reset?: boolean;
	/** Never answer, until close(); with `cutAfterBytes` send nothing after those, and no end. */
	hang?: boolean;
	/** Answer the normal data as a bare list instead of `{data: [...]}`. */
	bareArray?: boolean;
	/** The normal answer with another content type. */
	contentTypeOnly?: string;
}

/** The faults that are waiting for a request, in the order in which they were asked for. */
export class Faults {
	private waiting: { rule: FaultRule; left: number }[] = [];

	/** Adds a fault. Throws when `times` is not a positive number. */
	add(rule: FaultRule): void {
		const left = rule.times ?? 1;
		if (!(left > 0)) throw new Error('A fault must hit at least one request.');
		this.waiting.push({ rule, left });
	}

	/** Forgets all faults. */
	clear(): void {
		this.waiting = [];
	}

	/** How many faults are still waiting for a request. */
	get count(): number {
		return this.waiting.length;
	}

	/** The first waiting fault that matches a request; it counts as used. */
	take(request: RecordedRequest): FaultRule | undefined {
		const found = this.waiting.find(({ rule }) => matches(rule, request));
		if (found === undefined) return undefined;
		found.left -= 1;
		if (found.left <= 0) this.waiting = this.waiting.filter((other) => other !== found);
		return found.rule;
	}
}

function matches(rule: FaultRule, request: RecordedRequest): boolean {
	if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) return false;
	if (rule.path !== undefined && !pathMatches(rule.path, request.path)) return false;
	return rule.match === undefined || rule.match(request);
}

function pathMatches(wanted: string | RegExp, path: string): boolean {
	// search() starts at the beginning even for a pattern with the flag g, which test() would not.
	if (typeof wanted !== 'string') return path.search(wanted) !== -1;
	const parts = wanted.split('/');
	return [path, path.replace(/^\/v2\/teams/, '')].some((candidate) => {
		const segments = candidate.split('/');
		return (
			segments.length === parts.length &&
			parts.every((part, index) => part === '*' || part === segments[index])
		);
	});
}
