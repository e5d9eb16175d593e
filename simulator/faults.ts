import type { RecordedRequest } from './requestLog';

/** A fault on demand: which requests it hits, and what happens to them. */
export interface FaultRule {
	/** Default: any method. */
	method?: string;
	/**
	 * Default: any path. A string is the whole path, with or without `/v2/teams`; `*` matches one
	 * segment: `/coaches/*\/tests`.
	 */
	path?: string | RegExp;
	/** A further condition (in-process only). */
	match?: (request: RecordedRequest) => boolean;
	/** How many matching requests it hits; default 1; Infinity for all. */
	times?: number;
	/** Replaces the normal response; the request has no effect. Default with `body`: 200. */
	status?: number;
	/** Added to the headers of any response, normal or not. */
	headers?: Record<string, string>;
	/** Replaces the normal response: a string is sent as it is, anything else as JSON. */
	body?: string | object;
	/** The content type of `body`; default application/json. */
	contentType?: string;
	/** Milliseconds to wait before the response or the cut. */
	delayMs?: number;
	/** Sends all headers and this many bytes of the body, then destroys the socket. */
	cutAfterBytes?: number;
	/** Sends a complete HTTP response with only this many bytes of the body. */
	truncateBody?: number;
	/** Destroys the socket before the request has any effect. */
	reset?: boolean;
	/** Sends no response until close(); with `cutAfterBytes` those bytes, and no end. */
	hang?: boolean;
	/** Sends the normal data as a bare list instead of `{data: [...]}`. */
	bareArray?: boolean;
	/** Sends the normal response with this content type. */
	contentTypeOnly?: string;
}

/** The fields that say which requests a fault hits. */
type FaultTarget = 'method' | 'path' | 'match' | 'times';

/** What can happen to a request; each is a field of {@link FaultRule}. */
export type FaultKind = Exclude<keyof FaultRule, FaultTarget>;

/** The faults that wait for a request, in the order in which they were added. */
export class Faults {
	private waiting: { rule: FaultRule; left: number }[] = [];

	/** Throws when `times` is not a positive number. */
	add(rule: FaultRule): void {
		const left = rule.times ?? 1;
		if (!(left > 0)) throw new Error('A fault must hit at least one request.');
		this.waiting.push({ rule, left });
	}

	clear(): void {
		this.waiting = [];
	}

	/** Number of faults that still wait for a request. */
	get count(): number {
		return this.waiting.length;
	}

	/** Returns the first fault that matches a request, and counts it as used once. */
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

function pathMatches(pattern: string | RegExp, path: string): boolean {
	// search() ignores lastIndex, which test() would use for a pattern with the flag g.
	if (typeof pattern !== 'string') return path.search(pattern) !== -1;
	const parts = pattern.split('/');
	return [path, path.replace(/^\/v2\/teams/, '')].some((candidate) => {
		const segments = candidate.split('/');
		return (
			segments.length === parts.length &&
			parts.every((part, index) => part === '*' || part === segments[index])
		);
	});
}
