/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { waitFor } from '../../../tools/waitFor';
import { startLoad } from '../../e2e/load';
import type { Stack } from '../../e2e/stack';
import type { Disturbance } from './disturbances';

/** A fault stays until it has hit a request, but no longer than so much over its time. */
const waitForHitMs = 75_000;

/** Does to n8n and to Terra what a list of disturbances says, each kind of them beside the others. */
export class Disturber {
	/** How many requests each kind of fault has hit. */
	readonly hits = new Map<string, number>();
	restarts = 0;
	kills = 0;
	clockJumps = 0;
	loads = 0;
	/** Counts everything that may have made a trigger forget what it gave. */
	excuses = 0;
	/** Whether n8n's clock is not that of everybody else. */
	isClockWrong = false;
	private begunMs = 0;
	private stopLoad: (() => void) | undefined;

	/** @param folder where n8n reads its clock, see preload.js */
	constructor(
		private readonly stack: Stack,
		private readonly folder: string,
		private readonly signal: AbortSignal,
	) {}

	/** Ends when all is done, or soon after the signal. */
	async run(disturbances: readonly Disturbance[]): Promise<void> {
		this.begunMs = performance.now();
		const lanes: Disturbance['type'][][] = [['fault'], ['restart', 'kill'], ['clock'], ['load']];
		await Promise.all(
			lanes.map(async (types) => {
				for (const one of disturbances.filter(({ type }) => types.includes(type))) {
					await this.pause(one.atMs - (performance.now() - this.begunMs));
					if (this.signal.aborted) return;
					await this.apply(one);
				}
			}),
		);
	}

	/** Ends everything that is going on: Terra responds, the clock is right, nothing else runs. */
	async heal(): Promise<void> {
		this.stack.simulator.clearFaults();
		this.stopLoad?.();
		await this.setClock(0);
	}

	private async apply(one: Disturbance): Promise<void> {
		switch (one.type) {
			case 'fault':
				return await this.applyFault(one);
			case 'restart':
			case 'kill':
				return await this.startAgain(one.type);
			case 'clock':
				this.clockJumps++;
				await this.setClock(one.aheadMs);
				await this.pause(one.forMs);
				return await this.setClock(0);
			case 'load':
				this.loads++;
				this.stopLoad = startLoad();
				await this.pause(one.forMs);
				return this.stopLoad();
		}
	}

	private async applyFault({
		atMs,
		forMs,
		kind,
		rule,
		mustHit,
	}: Extract<Disturbance, { type: 'fault' }>): Promise<void> {
		const lateMs = performance.now() - this.begunMs - atMs;
		if (!mustHit && lateMs > forMs) return;
		const before = this.hits.get(kind) ?? 0;
		const match = () => {
			this.hits.set(kind, (this.hits.get(kind) ?? 0) + 1);
			return true;
		};
		this.stack.simulator.fail({ ...rule, match });
		await this.pause(Math.max(1000, forMs - Math.max(0, lateMs)));
		const hasHit = () => (this.hits.get(kind) ?? 0) > before || this.signal.aborted;
		if (mustHit) {
			await waitFor('a hit', hasHit, { timeoutMs: waitForHitMs }).catch(() => undefined);
		}
		this.stack.simulator.clearFaults();
	}

	private async startAgain(how: 'restart' | 'kill'): Promise<void> {
		this.excuses++;
		if (how === 'kill') {
			this.kills++;
			await this.stack.n8n.kill();
		} else {
			this.restarts++;
			await this.stack.n8n.stop();
		}
		await this.stack.startAgain();
		this.excuses++;
	}

	private async setClock(aheadMs: number): Promise<void> {
		this.excuses++;
		this.isClockWrong = aheadMs !== 0;
		await writeFile(join(this.folder, 'clock'), String(aheadMs));
	}

	private async pause(ms: number): Promise<void> {
		if (ms > 0) await sleep(ms, undefined, { signal: this.signal }).catch(() => undefined);
	}
}
