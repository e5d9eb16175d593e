import type { MetricSchema } from '../records/types';

/** Max number of coaches whose schemas are kept. */
const maxEntries = 200;

/** The last known metrics schema of each coach, of the coaches that were needed last. */
export class LastMetricsSchemas {
	private readonly schemas = new Map<string, MetricSchema[]>();

	get(account: string, coachId: string): MetricSchema[] | undefined {
		return this.schemas.get(JSON.stringify([account, coachId]));
	}

	set(account: string, coachId: string, schema: MetricSchema[]): void {
		const key = JSON.stringify([account, coachId]);
		this.schemas.delete(key);
		this.schemas.set(key, schema);
		const [oldest] = this.schemas.keys();
		if (this.schemas.size > maxEntries && oldest !== undefined) this.schemas.delete(oldest);
	}
}
