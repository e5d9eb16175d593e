/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { REPOSITORY } from '../../tools/n8n/package';
import type { Sides } from './figure';

/** What one run measured, by name. */
export type Measured = Record<string, number>;

/** Several runs of both sides, by name of what was measured. */
export interface Runs {
	of(name: string): Sides;
}

/**
 * Runs both sides in turn, each round the other one first, so that whatever slows the machine for a
 * while slows both.
 */
export async function alternate(
	rounds: number,
	sides: { ours: () => Promise<Measured>; other: () => Promise<Measured> },
): Promise<Runs> {
	const ours: Measured[] = [];
	const other: Measured[] = [];
	for (let round = 0; round < rounds; round++) {
		if (round % 2 === 0) ours.push(await sides.ours());
		other.push(await sides.other());
		if (round % 2 === 1) ours.push(await sides.ours());
	}
	const valuesOf = (name: string, runs: Measured[]) => runs.map((run) => run[name] ?? NaN);
	return { of: (name) => ({ ours: valuesOf(name, ours), other: valuesOf(name, other) }) };
}

/**
 * Calls an exported function of a file in a process of its own, so that its peak memory is its own
 * and nothing is warm from another run.
 *
 * @param input its only argument, as JSON can hold it
 * @returns what the function measured
 */
export async function inFreshProcess(
	file: string,
	task: string,
	input: unknown,
): Promise<Measured> {
	const args = ['--import', 'tsx', join(__dirname, 'freshProcess.ts'), file, task];
	const { stdout } = await promisify(execFile)(process.execPath, [...args, JSON.stringify(input)], {
		cwd: REPOSITORY,
	});
	return JSON.parse(stdout.trim().split('\n').pop() ?? '') as Measured;
}

/**
 * The most resident memory that a process has had, in MB; what Node.js gives would begin with that of
 * the process that started it.
 *
 * @param pid its number, or `self`
 */
export function peakMemory(pid: number | 'self'): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

/** How many milliseconds a task takes. */
export async function timeOf(task: () => Promise<unknown>): Promise<number> {
	const before = performance.now();
	await task();
	return performance.now() - before;
}

/** How many milliseconds of CPU time this process takes during a task. */
export async function timeOfCpu(task: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await task();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
