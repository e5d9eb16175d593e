import { namesIn, type NamedAthlete } from './athleteNames';

export type Kind = 'activity' | 'athlete' | 'coach' | 'test';

/** Which trigger gave an item. */
export type Source = 'polling' | 'webhook';

/** A record that Terra got during the run. */
export interface ExpectedRecord {
	kind: Kind;
	id: string;
	coachId: string;
	/** Of a test: whose it is. */
	athleteId?: string;
	/** Counts the changes; the record holds it, see {@link markOf}. */
	version: number;
	/** Whether Terra has it no more, so that no poll can find it. */
	isGone: boolean;
}

/** An item that a trigger started an execution with. */
export interface Arrival {
	source: Source;
	item: Record<string, unknown>;
	/**
	 * How often n8n had been killed, restarted or given another clock, which excuses repeats: some time
	 * before the execution began, and when it was read.
	 */
	excuses: { before: number; after: number };
}

/** What is wrong with what came. */
export interface Findings {
	lost: string[];
	wrongNames: string[];
	wrongKeys: string[];
	/** Repeated though nothing happened to n8n in between. */
	repeatedWithoutReason: string[];
}

/** A text that a record holds to tell its versions apart in any output. */
export function markOf(kind: Kind, version: number): string {
	return `${kind}-version-${version}`;
}

/**
 * What has to come out of both triggers, and what came. The polling trigger gives each record in its
 * last version, since a version that is replaced before the next poll leaves nothing to see; the
 * webhook trigger gives every event that was pushed.
 */
export class Expectations {
	readonly records = new Map<string, ExpectedRecord>();
	/** Everything that was pushed: kind, id and version, or `deleted`. */
	readonly pushed = new Set<string>();
	/** How often what came, for each trigger. */
	private readonly counts: Record<Source, Map<string, number>> = {
		polling: new Map(),
		webhook: new Map(),
	};
	private readonly lastExcuses = new Map<string, number>();
	private readonly keys = new Map<string, string>();
	private readonly thingOfKey = new Map<string, string>();
	private readonly wrongNames: string[] = [];
	private readonly wrongKeys: string[] = [];
	private readonly repeatedWithoutReason: string[] = [];
	/** Items of records that Terra had before the run. */
	existing = 0;
	/** Tests that Terra has an athlete of, and that came without. */
	unnamed = 0;
	items = 0;

	/** @param nameOf the name of an athlete whom Terra has or had */
	constructor(private readonly nameOf: (athleteId: string) => string | undefined) {}

	add(record: Omit<ExpectedRecord, 'version' | 'isGone'>, isPushed = true): ExpectedRecord {
		const added = { ...record, version: 0, isGone: false };
		this.records.set(`${record.kind} ${record.id}`, added);
		if (isPushed) this.pushed.add(signOf(added));
		return added;
	}

	/** Counts a change, which Terra pushes for activities and tests. */
	change(record: ExpectedRecord): void {
		record.version++;
		if (record.kind !== 'athlete') this.pushed.add(signOf(record));
	}

	remove(record: ExpectedRecord): void {
		record.isGone = true;
		this.pushed.add(`${record.kind} ${record.id} deleted`);
	}

	arrived({ source, item, excuses }: Arrival): void {
		this.items++;
		const thing = this.thingOf(item);
		if (thing === undefined) {
			this.existing++;
			this.checkNames(item, `${source}, from before the run`);
			return;
		}
		const { sign, record } = thing;
		const where = `${source} ${sign}`;
		this.checkNames(item, where, record);
		this.checkKey(source, sign, record, item.dedupe_key);
		const count = this.counts[source].get(sign) ?? 0;
		this.counts[source].set(sign, count + 1);
		const before = this.lastExcuses.get(where);
		if (before === excuses.after) this.repeatedWithoutReason.push(where);
		this.lastExcuses.set(where, excuses.before);
	}

	/** What has not come yet. */
	missing(): string[] {
		const polls = [...this.records.values()]
			.filter(({ isGone }) => !isGone)
			.map(signOf)
			.filter((sign) => !this.counts.polling.has(sign))
			.map((sign) => `polling ${sign}`);
		const pushes = [...this.pushed]
			.filter((sign) => !this.counts.webhook.has(sign))
			.map((sign) => `webhook ${sign}`);
		return [...polls, ...pushes];
	}

	/** How much has to come out of both triggers. */
	get expected(): number {
		const kept = [...this.records.values()].filter(({ isGone }) => !isGone);
		return kept.length + this.pushed.size;
	}

	/** How many records came more than once out of a trigger, in one version. */
	repeats(source: Source): number {
		return [...this.counts[source].values()].filter((count) => count > 1).length;
	}

	findings(): Findings {
		const { wrongNames, wrongKeys, repeatedWithoutReason } = this;
		return { lost: this.missing(), wrongNames, wrongKeys, repeatedWithoutReason };
	}

	private thingOf(
		item: Record<string, unknown>,
	): { sign: string; record: ExpectedRecord } | undefined {
		const [kind = '', change] = String(item.event).split('.');
		const id = String(item[`${kind}_id`]);
		const record = this.records.get(`${kind} ${id}`);
		if (record === undefined) return undefined;
		if (change === 'deleted') return { sign: `${kind} ${id} deleted`, record };
		const marked = new RegExp(markOf(record.kind, 0).replace('0', '(\\d+)'));
		const [, version = '0'] = marked.exec(JSON.stringify(item)) ?? [];
		return { sign: `${kind} ${id} ${version}`, record };
	}

	private checkNames(item: Record<string, unknown>, where: string, record?: ExpectedRecord): void {
		const isWrong = ({ athleteId, name }: NamedAthlete) => {
			const right = this.nameOf(athleteId);
			return right !== undefined && right !== name;
		};
		for (const named of namesIn(item).filter(isWrong)) {
			this.wrongNames.push(`${where}: ${named.name} for athlete ${named.athleteId}`);
		}
		if (record === undefined) return;
		if (item.coach_id !== record.coachId) {
			this.wrongNames.push(`${where}: coach ${String(item.coach_id)}`);
		}
		if (record.kind !== 'test') return;
		const { athlete_id: athleteId } = item;
		if (typeof athleteId !== 'string') this.unnamed++;
		else if (athleteId !== record.athleteId) {
			this.wrongNames.push(`${where}: athlete ${athleteId}, not ${record.athleteId}`);
		}
	}

	/** Only for athletes do the triggers give different keys: the polling one tells versions apart. */
	private checkKey(source: Source, sign: string, { kind }: ExpectedRecord, key: unknown): void {
		const thing = kind === 'athlete' ? `${source} ${sign}` : sign;
		const known = this.keys.get(thing);
		if (typeof key !== 'string' || (known !== undefined && known !== key)) {
			this.wrongKeys.push(`${thing}: ${String(key)}, before ${known}`);
			return;
		}
		this.keys.set(thing, key);
		const scoped = kind === 'athlete' ? `${source} ${key}` : key;
		const other = this.thingOfKey.get(scoped);
		if (other !== undefined && other !== thing) {
			this.wrongKeys.push(`${key} is that of ${other} and of ${thing}`);
		}
		this.thingOfKey.set(scoped, thing);
	}
}

function signOf({ kind, id, version }: ExpectedRecord): string {
	return `${kind} ${id} ${version}`;
}
