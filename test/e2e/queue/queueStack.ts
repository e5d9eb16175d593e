/* eslint-disable @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { randomBytes } from 'node:crypto';

import { HOST } from '../../../tools/n8n/ports';
import type { SimulatorOptions } from '../../../simulator';
import { startStack, type Stack } from '../stack';
import { databaseUser, startPostgres } from './postgres';
import { startRedis } from './redis';
import type { Service } from './service';
import { startWorker, type Worker } from './worker';

/** An n8n in queue mode: PostgreSQL, Redis and a main process; workers are added. */
export interface QueueStack extends Stack {
	/** @param env added to the worker's environment */
	addWorker(name: string, env?: Record<string, string>): Promise<Worker>;
}

/** Starts one, with no worker yet. */
export async function startQueueStack(options: SimulatorOptions = {}): Promise<QueueStack> {
	const services: Service[] = [];
	const workers: Worker[] = [];
	const stopServices = async () => {
		for (const service of services) await service.stop();
	};
	try {
		const postgres = await startPostgres();
		services.push(postgres);
		const redis = await startRedis();
		services.push(redis);
		const env = {
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64url'),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: databaseUser,
			DB_POSTGRESDB_DATABASE: 'postgres',
			QUEUE_BULL_REDIS_HOST: HOST,
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			// As docs/webhooks.md recommends where many events come at once.
			N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
			// n8n notices within seconds, instead of a minute, that a worker is gone.
			QUEUE_WORKER_LOCK_DURATION: '10000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
			QUEUE_WORKER_STALLED_INTERVAL: '5000',
		};
		const stack = await startStack(options, env);
		const { close } = stack;
		return Object.assign(stack, {
			async addWorker(name: string, more: Record<string, string> = {}) {
				const worker = await startWorker(name, stack.userFolder, { ...env, ...more });
				workers.push(worker);
				return worker;
			},
			async close() {
				for (const worker of workers) await worker.stop();
				await close();
				await stopServices();
			},
		});
	} catch (error) {
		await stopServices();
		throw error;
	}
}
