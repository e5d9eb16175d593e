/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- runs in Node.js, never inside n8n; a command prints */
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { pollEvents } from '../../../nodes/TerraTeams/polling/events';
import { faultExamples, type RecordedRequest } from '../../../simulator';
import { n8nVersionOf } from '../../../tools/n8n/n8nVersions';
import { waitFor } from '../../../tools/waitFor';
import {
	activateWebhookWorkflow,
	createTriggerWorkflow,
	pollTimesEvery,
} from '../../e2e/triggerWorkflow';
import type { Stack } from '../../e2e/stack';
import { Arrivals } from './arrivals';
import type { Disturbance } from './disturbances';
import { Disturber } from './disturber';
import { Executions } from './executions';
import { Expectations, type Source } from './expectations';
import type { Figures } from './figures';
import { lastHalf, slopeOf, thinned } from './memory';
import { MemorySampler } from './memorySampler';
import { MessageCounts } from './messageCounts';
import { readLogs } from './n8nLogs';

const minuteMs = 60_000;
const readEveryMs = 5000;

/** For everything to come once nothing is disturbed any more; it takes a minute or two. */
const windDownMs = 12 * minuteMs;

const startingUp = 'n8n is starting up';

const everyPushEvent = [
	'activityRetrieved',
	'athleteDeleted',
	'athleteRegistered',
	'coachRegistered',
	'testRetrieved',
];

interface SoakRunOptions {
	seed: number;
	minutes: number;
	signal: AbortSignal;
}

/** A run in an n8n: two workflows, what disturbs them, and what is known of what came. */
export class SoakRun {
	private readonly expectations: Expectations;
	private readonly disturber: Disturber;
	private readonly arrivals: Arrivals;
	private readonly executions: Executions;
	private readonly memory: MemorySampler;
	private readonly messages = new MessageCounts();
	private readonly over = new AbortController();
	private readonly names = new Map<string, string>();
	private readonly sources = new Map<string, Source>();
	private readonly counts = { polling: 0, webhook: 0, failed: 0 };
	private begunMs = performance.now();
	private polls = 0;
	private requests = 0;
	private quietPolls = 0;
	private lastPoll = '';
	private secretsFound = 0;
	/** How often the executions had been excused at the last reads, the oldest one first. */
	private excuses = [0, 0];

	constructor(
		private readonly stack: Stack,
		folder: string,
		private readonly options: SoakRunOptions,
	) {
		const { simulator, userFolder } = stack;
		const signal = AbortSignal.any([options.signal, this.over.signal]);
		this.expectations = new Expectations((athleteId) => this.nameOf(athleteId));
		this.disturber = new Disturber(stack, folder, signal);
		this.arrivals = new Arrivals(options.seed, simulator, this.expectations, () => this.quietPolls);
		this.executions = new Executions(userFolder);
		this.memory = new MemorySampler(folder);
		// Terra sends nothing for athletes who are not active.
		for (const athlete of simulator.dataset.athletes) athlete.active = true;
	}

	/** Counts a request to Terra; each poll begins with the coaches. */
	onResponse({ path, method }: RecordedRequest): void {
		this.requests++;
		if (!path.endsWith('/v2/teams/coaches') || method !== 'GET') return;
		this.polls++;
		const { hits, excuses, isClockWrong } = this.disturber;
		const now = JSON.stringify([[...hits.values()], excuses]);
		if (now === this.lastPoll && !isClockWrong) this.quietPolls++;
		this.lastPoll = now;
	}

	/** Activates both workflows, and waits until the polling one knows what Terra has already. */
	async start(): Promise<void> {
		const { stack } = this;
		await this.disturber.heal();
		const polling = await createTriggerWorkflow(stack, stack.credential, {
			pollTimes: pollTimesEvery(10),
			triggerOn: Object.keys(pollEvents),
			output: 'simplified',
		});
		this.sources.set(polling, 'polling');
		await stack.api.activate(polling);
		const { id, url } = await activateWebhookWorkflow(stack, stack.credential, {
			triggerOn: everyPushEvent,
			output: 'simplified',
			options: { versions: ['activity', 'test'] },
		});
		this.sources.set(id, 'webhook');
		stack.simulator.pushes.register(url);
		const { signal } = this.options;
		await waitFor('the first polls', () => this.polls >= 3, { timeoutMs: 5 * minuteMs, signal });
		this.begunMs = performance.now();
	}

	/** Disturbs n8n and Terra for the time of the run, while data arrives. */
	async go(disturbances: readonly Disturbance[]): Promise<void> {
		const untilEnd = setTimeout(() => this.over.abort(), this.options.minutes * minuteMs);
		try {
			await Promise.all([
				this.disturber.run(disturbances),
				this.repeat(
					() => this.arrivals.nextMs(),
					() => this.arrivals.next(),
				),
				this.repeat(
					() => readEveryMs,
					async () => await this.read(),
				),
				this.repeat(
					() => readEveryMs,
					async () => await this.memory.sample(this.stack.n8n.child.pid, this.minute),
				),
				this.repeat(
					() => minuteMs,
					() => this.printProgress(),
				),
			]);
		} finally {
			clearTimeout(untilEnd);
			await this.disturber.heal();
		}
	}

	/** Waits until everything has come, and gives the figures. */
	async finish(): Promise<Figures> {
		const { expectations, disturber, stack, options } = this;
		const healedMs = performance.now();
		const missing = () => expectations.missing();
		const progress = setInterval(() => this.printProgress(), minuteMs / 2);
		console.log('Nothing is disturbed any more; waiting for what is under way.');
		await waitFor(
			() =>
				`${missing().length} of ${expectations.expected} records, such as ${missing().slice(0, 5).join(', ')}`,
			async () => {
				await this.read();
				return this.lost().length === 0;
			},
			{ timeoutMs: windDownMs, everyMs: readEveryMs, signal: options.signal },
		).catch((error: unknown) => console.log(String(error)));
		clearInterval(progress);
		const windDownSeconds = Math.round((performance.now() - healedMs) / 1000);
		options.signal.throwIfAborted();
		await stack.n8n.stop();
		await this.read(true);
		for (const line of messagesInLog(await readLogs(stack.userFolder))) this.messages.add(line);
		const { attempts } = stack.simulator.pushes;
		const refused: Record<string, number> = {};
		const accepted: Record<string, number> = {};
		for (const { status, responseBody } of attempts) {
			if (status >= 200 && status < 300) {
				accepted[responseBody] = (accepted[responseBody] ?? 0) + 1;
				continue;
			}
			refused[status] = (refused[status] ?? 0) + 1;
			for (const message of ownMessages(responseBody)) this.messages.add(message);
		}
		const events = new Set(attempts.map(({ traceId }) => traceId)).size;
		const lost = this.lost();
		const lostByN8n = expectations.missing().length - lost.length;
		const findings = { ...expectations.findings(), lost };
		const samples = this.memory.samples;
		const half = lastHalf(samples, options.minutes);
		return {
			minutes: options.minutes,
			seed: options.seed,
			windDownSeconds,
			n8n: n8nVersionOf(2).version,
			node: process.version,
			processors: availableParallelism(),
			polls: this.polls,
			requests: this.requests,
			executions: { ...this.counts },
			records: {
				expected: expectations.expected,
				lost: lost.length,
				lostByN8n,
				wrongNames: findings.wrongNames.length,
				wrongKeys: findings.wrongKeys.length,
				repeated: {
					polling: expectations.repeats('polling'),
					webhook: expectations.repeats('webhook'),
				},
				repeatedWithoutReason: findings.repeatedWithoutReason.length,
				unnamed: expectations.unnamed,
				existing: expectations.existing,
			},
			pushes: { events, repeated: attempts.length - events, refused, accepted },
			faults: Object.fromEntries(
				Object.keys(faultExamples).map((kind) => [kind, disturber.hits.get(kind) ?? 0]),
			),
			restarts: disturber.restarts,
			kills: disturber.kills,
			clockJumps: disturber.clockJumps,
			loads: disturber.loads,
			messages: this.messages.documented(),
			undocumented: this.messages.undocumented(),
			secretsFound: this.secretsFound,
			memory: {
				own: slopeOf(half.map(({ minute, ownMb }) => [minute, ownMb])),
				heap: slopeOf(half.map(({ minute, heapMb }) => [minute, heapMb])),
				samples: thinned(samples, 120),
			},
			findings,
		};
	}

	/**
	 * What has not come. Not what n8n threw away: while it migrates its database at a start, it responds
	 * to every request with 200 and a sentence, and no trigger gets to see the event.
	 */
	private lost(): string[] {
		const missing = this.expectations.missing();
		const { attempts } = this.stack.simulator.pushes;
		const thrownAway = attempts.filter(
			({ status, responseBody }) => status === 200 && responseBody.startsWith(startingUp),
		).length;
		const pushes = missing.filter((sign) => sign.startsWith('webhook'));
		return pushes.length > thrownAway ? missing : missing.filter((sign) => !pushes.includes(sign));
	}

	/** Ends what is still going on. */
	async end(): Promise<void> {
		this.over.abort();
		await this.disturber.heal();
	}

	private get minute(): number {
		return Math.round((performance.now() - this.begunMs) / 600) / 100;
	}

	private nameOf(athleteId: string): string | undefined {
		const known = this.names.get(athleteId);
		if (known !== undefined) return known;
		const { athletes } = this.stack.simulator.dataset;
		const athlete = athletes.find((one) => one.athlete_id === athleteId);
		if (athlete === undefined) return undefined;
		const name = `${String(athlete.first_name)} ${String(athlete.last_name)}`;
		this.names.set(athleteId, name);
		return name;
	}

	/** Reads the executions that have ended, and keeps little of them. */
	private async read(isLast = false): Promise<void> {
		const secrets = this.secrets();
		const [before = 0] = this.excuses;
		this.excuses = [...this.excuses.slice(1), this.disturber.excuses];
		for (const execution of await this.executions.next(isLast)) {
			const source = this.sources.get(execution.workflowId);
			if (source === undefined) continue;
			this.counts[source]++;
			if (execution.status !== 'success') this.counts.failed++;
			for (const message of execution.messages) this.messages.add(message);
			if (secrets.some((secret) => execution.text.includes(secret))) this.secretsFound++;
			// One that was cut short began before the restart that this read comes after.
			const isCutShort = execution.status !== 'success' && execution.status !== 'error';
			const excuses = { before: isCutShort ? -1 : before, after: this.disturber.excuses };
			for (const item of execution.items) this.expectations.arrived({ source, item, excuses });
		}
	}

	/** What must never be in an execution. */
	private secrets(): string[] {
		const { credentials, pushes, dataset } = this.stack.simulator;
		const logins = [...dataset.logins.values()].flatMap(({ client_secret: secret, token }) =>
			[secret, token].filter((text): text is string => text !== undefined),
		);
		return [credentials.apiKey, pushes.secret, this.stack.owner.password, ...logins];
	}

	/** Does something again and again until the run is over; a failure is told, and it goes on. */
	private async repeat(waitMs: () => number, act: () => unknown): Promise<void> {
		const signal = AbortSignal.any([this.options.signal, this.over.signal]);
		while (!signal.aborted) {
			await sleep(waitMs(), undefined, { signal }).catch(() => undefined);
			try {
				if (!signal.aborted) await act();
			} catch (error) {
				console.log(`Trying again after: ${String(error)}`);
			}
		}
	}

	private printProgress(): void {
		const { expectations, disturber, stack } = this;
		const hits = [...disturber.hits.values()].reduce((sum, count) => sum + count, 0);
		const { ownMb, heapMb } = this.memory.samples.at(-1) ?? { ownMb: 0, heapMb: 0 };
		// The list is looked at by nobody here, and would only grow.
		stack.simulator.clearRequests();
		console.log(
			[
				`minute ${Math.round(this.minute)} of ${this.options.minutes}`,
				`${expectations.expected - expectations.missing().length} of ${expectations.expected} expected records`,
				`${this.polls} polls`,
				`${stack.simulator.pushes.attempts.length} pushes`,
				`${hits} requests hit by ${disturber.hits.size} kinds of fault`,
				`${disturber.restarts} restarts, ${disturber.kills} kills, ${disturber.clockJumps} wrong clocks`,
				`memory ${ownMb} MB, heap ${heapMb} MB`,
			].join('; '),
		);
	}
}

/** The lines of n8n's log that the package wrote: with the name of a trigger, or about its look-ups. */
function messagesInLog(log: string): string[] {
	return log.split('\n').flatMap((line) => {
		const [, message] =
			/\bNew: (.+)$/.exec(line) ??
			/((?:\d+ tests? of|The activity metrics of) .+)$/.exec(line) ??
			[];
		return message === undefined ? [] : [message];
	});
}

/** What a node responded itself, and not n8n, whose responses have a code. */
function ownMessages(responseBody: string): string[] {
	const [, message] = /^\{"message":"([^"]+)"\}$/.exec(responseBody) ?? [];
	return message === undefined ? [] : [message];
}
