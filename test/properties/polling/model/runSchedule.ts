import { isJsonObject, parseJson } from '../../../../nodes/TerraTeams/records/json';
import { FailureReports } from '../../../../nodes/TerraTeams/polling/failureReports';
import type { EventRecord } from '../../../../nodes/TerraTeams/events/items';
import type { PollEvent } from '../../../../nodes/TerraTeams/polling/events';
import { noFilter } from '../../../../nodes/TerraTeams/queries/recordFilter';
import { isDated } from '../../../../nodes/TerraTeams/records/kinds';
import { poll, type PollResult } from '../../../../nodes/TerraTeams/polling/poll';
import {
	decodeStreams,
	readState,
	toSavedState,
	type PollState,
} from '../../../../nodes/TerraTeams/polling/state';
import { DedupeProperty } from './dedupeProperty';
import { afterPoll, emptyModel, usPerDay, wantedStreams, type TriggerModel } from './model';
import { Expectations, type History } from './expectations';
import {
	secondsPerDay,
	type Change,
	type Configuration,
	type Fault,
	type Schedule,
	type Step,
} from './schedule';
import { names, TerraServer, versionOf, versionOfJson } from './terraServer';

const usPerSecond = 1_000_000;

/** A state of the trigger, as n8n writes it down, with what the properties know of it. */
interface Known {
	state: string;
	model: TriggerModel;
}

const nothingKnown: Known = { state: '{}', model: emptyModel };

/**
 * Runs a schedule against the rules of the trigger.
 *
 * @returns which properties were broken; they are stated in trigger.test.ts
 */
export async function runSchedule(schedule: Schedule): Promise<string[]> {
	const run = new Run(schedule);
	for (const step of schedule.steps) {
		await run.step(step);
		if (run.violations.length > 0) return run.violations;
	}
	await run.end();
	return run.violations;
}

class Run {
	private readonly broken: string[] = [];
	private readonly server: TerraServer;
	private configuration: Configuration;
	private nowUs: number;
	private readonly beganUs: number;
	/** What the process has in memory; with durable cursors, what is committed. */
	private current = nothingKnown;
	/** What the legacy engine last saved, and what it saved before that. */
	private saved = nothingKnown;
	private savedBefore = nothingKnown;
	/** What the process knows to be true of the items that what is saved does not remember. */
	private afterItems: Known | null = null;
	private isActivation = true;
	/** Whether n8n has started the workflow again, and not its user. */
	private isRestart = false;
	/** When a poll went by a wrong clock for the last time. */
	private wrongClockUs = -Infinity;
	private shownUs = -Infinity;
	/** When a poll by the right clock has read everything since. */
	private healedUs = -Infinity;
	private reports = new FailureReports();
	/** Since when each event has been asked for without a break. */
	private readonly askedSinceUs = new Map<PollEvent, number>();
	/** Since when records of each name have passed the filters without a break. */
	private readonly passingSinceUs = new Map<string, number>();
	private shortestLookBackUs = Infinity;
	private longestLookBackUs = 0;
	private readonly dedupe = new DedupeProperty();
	/** Every version that ever arrived in an execution, and those that the last poll emitted. */
	private readonly everArrived = new Set<string>();
	private arriving: string[] = [];
	private isBegun = false;

	constructor(private readonly schedule: Schedule) {
		this.beganUs = Date.UTC(2026, 0, 1) * 1000 + schedule.begin * usPerSecond;
		this.nowUs = this.beganUs;
		this.server = new TerraServer(schedule.coaches);
		this.configuration = schedule.configuration;
		this.server.nowUs = this.nowUs;
		for (const record of schedule.existing) this.server.arrive(record);
		this.configure(schedule.configuration);
		for (const event of schedule.configuration.events) this.askedSinceUs.set(event, -Infinity);
	}

	async step({ gap, changes, restart, faults, budget, shuffle, clock }: Step): Promise<void> {
		const beganUs = this.nowUs;
		changes.forEach((change, index) => {
			const part = (index + 1) / (changes.length + 1);
			this.server.nowUs = beganUs + Math.floor(gap * part) * usPerSecond;
			this.change(change);
		});
		this.nowUs = beganUs + gap * usPerSecond;
		this.server.nowUs = this.nowUs;
		this.restart(restart);
		await this.poll(faults, budget, shuffle, this.schedule.hasClockJumps ? clock : 0);
	}

	/**
	 * The properties that were broken. Once a clock was wrong, what the trigger has forgotten may come
	 * again, with the same key: what is promised is that nothing is lost, and that it goes on.
	 */
	get violations(): string[] {
		return this.wrongClockUs > 0
			? this.broken.filter((text) => !/^[2567]:/.test(text))
			: this.broken;
	}

	/** Heals everything, lets quiet polls catch up, and checks what should be known by then. */
	async end(): Promise<void> {
		if (this.configuration.coaches !== 'all') {
			for (const coach of this.configuration.coaches) this.server.addCoach(coach);
		}
		const days = (this.nowUs - this.beganUs) / usPerDay + 40;
		const catchUps = Math.ceil(days / 31);
		let quiet = 0;
		// A poll that leaves items to the next one does not catch up.
		const most = (catchUps + 3) * (this.server.records.length + 2);
		for (let polls = 0; polls < most && quiet < catchUps + 3; polls++) {
			quiet = (await this.healthyPoll(61 * 60)).length === 0 ? quiet + 1 : 0;
		}
		if (this.violations.length > 0) return;
		this.restart('no');
		this.checkAllEmitted();
		const { lookBackDays } = this.configuration;
		await this.healthyPoll((lookBackDays + 3) * secondsPerDay);
		for (let polls = 0; polls < 3; polls++) await this.healthyPoll(61 * 60);
		this.checkShrunk();
	}

	private async healthyPoll(gap: number): Promise<readonly EventRecord[]> {
		this.nowUs += gap * usPerSecond;
		this.server.nowUs = this.nowUs;
		this.restart('no');
		return await this.poll([], Infinity, 0);
	}

	private change(change: Change): void {
		switch (change.do) {
			case 'arrive':
				this.server.arrive(change);
				break;
			case 'update':
				this.server.update(change.which);
				break;
			case 'delete':
				this.server.delete(change.which);
				break;
			case 'removeCoach':
				this.server.removeCoach(change.coach);
				break;
			case 'addCoach':
				this.server.addCoach(change.coach);
				break;
			case 'configure':
				this.configure(change.to);
		}
	}

	/** The workflow is changed: n8n activates it anew, from what it had saved. */
	private configure(to: Configuration): void {
		for (const event of [...this.askedSinceUs.keys()]) {
			if (!to.events.includes(event)) this.askedSinceUs.delete(event);
		}
		for (const event of to.events) {
			if (!this.askedSinceUs.has(event)) this.askedSinceUs.set(event, this.server.nowUs);
		}
		for (const name of names) {
			if (!name.includes(to.nameContains)) this.passingSinceUs.delete(name);
			else if (!this.passingSinceUs.has(name)) {
				this.passingSinceUs.set(name, this.isBegun ? this.server.nowUs : -Infinity);
			}
		}
		this.isBegun = true;
		this.configuration = to;
		this.shortestLookBackUs = Math.min(this.shortestLookBackUs, to.lookBackDays * usPerDay);
		this.longestLookBackUs = Math.max(this.longestLookBackUs, to.lookBackDays * usPerDay);
		this.isActivation = true;
		this.reload();
	}

	/** With durable cursors the state and the execution are saved together, so all is. */
	private restart(restart: Step['restart']): void {
		const { savingRule } = this.schedule;
		const isArrived = restart !== 'no execution saved' && restart !== 'nothing saved';
		if (isArrived || savingRule === 'durable') {
			for (const version of this.arriving) this.everArrived.add(version);
		}
		this.arriving = [];
		if (restart === 'no') return;
		this.reports = new FailureReports();
		this.isActivation = true;
		this.isRestart = true;
		this.afterItems = null;
		if (restart === 'no state saved' || restart === 'nothing saved') {
			this.saved = this.savedBefore;
		}
		this.reload();
	}

	private reload(): void {
		// What n8n had saved may be from the time of the wrong clock.
		if (this.wrongClockUs > 0) this.healedUs = Infinity;
		if (this.schedule.savingRule === 'legacy') this.current = this.afterItems ?? this.saved;
	}

	private async poll(
		faults: readonly Fault[],
		budget: number,
		shuffle: number,
		clock = 0,
	): Promise<readonly EventRecord[]> {
		const { server, configuration, nowUs } = this;
		server.begin(faults, shuffle);
		const before = this.current;
		const hasSavedState = before.state !== nothingKnown.state;
		if (clock !== 0) {
			this.wrongClockUs = nowUs;
			this.shownUs = Math.max(this.shownUs, nowUs + clock * usPerSecond);
			this.healedUs = Infinity;
		}
		this.reports.begin('trigger');
		let left = budget;
		let result: PollResult;
		try {
			result = await poll(
				stateOf(before.state),
				{ ...configuration, ...this.settings() },
				server.source,
				{ nowMs: nowUs / 1000 + clock * 1000, hasTime: () => left-- > 0 },
			);
		} catch (thrown) {
			this.checkThrown(before.model, faults, thrown);
			if (!this.reports.mayThrow('trigger', hasSavedState)) this.isActivation = false;
			else if (this.isRestart && hasSavedState) this.broken.push('8: it is switched off for good');
			else this.afterThrow(null);
			this.isRestart = false;
			return [];
		}
		this.isRestart = false;
		this.checkNotThrown(before.model, faults);
		this.checkRequests(faults);
		this.broken.push(...this.dedupe.check(result.items, server.records, configuration.events));
		const isCutShort = budget < 20 || faults.some(({ status }) => status === 429);
		const report = this.reports.decide('trigger', result, nowUs / 1000);
		// Its items come with the next poll.
		if (report === 'throw' && result.items.length > 0) {
			this.afterThrow(null);
			return [];
		}
		const hasFailure = result.failure !== undefined;
		const { items } = result;
		this.arriving = items.map(({ record }) => versionOfJson(record));
		const mayHaveLeft = items.length >= configuration.maxItems;
		const seen = { server, configuration, nowUs, items, isCutShort, hasFailure, mayHaveLeft };
		const { after, broken } = afterPoll(before.model, seen);
		this.broken.push(...broken);
		const isSaved = !this.isActivation || this.schedule.savingRule === 'legacy';
		if (clock === 0 && !hasFailure && !isCutShort && isSaved) {
			this.healedUs = Math.min(this.healedUs, nowUs);
		}
		const known = this.known(result.state, after);
		if (report === 'throw') this.afterThrow(known);
		else if (items.length === 0) this.afterQuiet(known);
		else {
			const unseen = { ...seen, items: [], hasFailure: true, mayHaveLeft: true };
			const { after: beforeItems } = afterPoll(before.model, unseen);
			this.afterItemsOf(known, this.known(result.stateBeforeItems, beforeItems));
		}
		return items;
	}

	private settings() {
		const { coaches, events, nameContains } = this.configuration;
		return {
			filter: { ...noFilter, nameContains },
			events: new Set(events),
			coaches: coaches === 'all' ? coaches : coaches.map((coach) => `coach-${coach}`),
			account: 'account',
		} as const;
	}

	private known(state: PollState, model: TriggerModel): Known {
		const text = JSON.stringify(toSavedState(state));
		this.checkSize(text, countSeen(state));
		return { state: text, model };
	}

	/** @param known the state that was assigned before the throw, if any */
	private afterThrow(known: Known | null): void {
		if (this.schedule.savingRule === 'durable') return;
		// An activation that throws has failed: n8n tries it again from what it had saved.
		if (this.isActivation) this.reload();
		else if (known) this.current = known;
	}

	private afterItemsOf(known: Known, beforeItems: Known): void {
		this.isActivation = false;
		this.current = known;
		if (this.schedule.savingRule === 'durable') return;
		this.savedBefore = this.saved;
		this.saved = beforeItems;
		this.afterItems = known;
	}

	private afterQuiet(known: Known): void {
		const { isActivation } = this;
		this.isActivation = false;
		if (this.schedule.savingRule === 'legacy') {
			if (isActivation) {
				this.saved = known;
				this.afterItems = null;
			}
			this.savedBefore = this.saved;
			this.current = known;
		} else if (!isActivation) {
			this.current = known;
		}
	}

	private checkThrown(model: TriggerModel, faults: readonly Fault[], thrown: unknown): void {
		const isRefused = faults.some(({ status }) => status === 401 || status === 403);
		const hasFailed = this.server.calls.some(({ hasResponse }) => !hasResponse);
		if (!isRefused && !(model.isFirst && hasFailed)) this.broken.push(`thrown: ${String(thrown)}`);
	}

	private checkNotThrown(model: TriggerModel, faults: readonly Fault[]): void {
		const { calls } = this.server;
		const hasFailed = calls.some(({ hasResponse }) => !hasResponse);
		const isChosen = this.configuration.coaches !== 'all';
		const all = faults.find(({ of }) => of === 'all');
		const isRefused = all?.status === 401 || all?.status === 403;
		if (calls.length > 0 && isRefused && calls.every(({ hasResponse }) => !hasResponse)) {
			this.broken.push('a refused credential is not thrown');
		}
		if (model.isFirst && isChosen && hasFailed) this.broken.push('a first failure is not thrown');
	}

	/** Property 7, first half. */
	private checkRequests(faults: readonly Fault[]): void {
		const { calls, listings, requests, isListed } = this.server;
		const names = calls.map(({ kind, coach }) => `${kind} ${coach ?? '*'}`);
		if (new Set(names).size < names.length) this.broken.push('7: a stream is read twice');
		if (listings > 1) this.broken.push('7: coaches are listed twice');
		const wanted = wantedStreams(this.configuration, isListed);
		const unexpected = calls.filter(
			({ kind, coach }) =>
				kind !== 'coach' && !wanted.some((one) => one.kind === kind && one.coach === coach),
		);
		if (unexpected.length > 0) this.broken.push('7: a stream is read that nobody wants');
		const slices = calls.map(({ range }) =>
			range ? Math.ceil((range.endUs - range.startUs) / (31 * usPerDay)) : 1,
		);
		const most = slices.reduce((sum, count) => sum + count, 0);
		if (faults.length === 0 && requests > most) this.broken.push('7: more requests than slices');
	}

	/** Property 6, first half. */
	private checkSize(state: string, remembered: number): void {
		// A record without an id counts once for each version, since each is a record to the rules.
		const records = this.server.records.reduce(
			(sum, { hasId, version }) => sum + (hasId ? 1 : version + 2),
			0,
		);
		if (remembered > records) this.broken.push('6: more entries than records');
		if (state.length > 16 * remembered + 2048) this.broken.push('6: the state is too big');
	}

	/** Property 6, second half: all dated records are out of the window by now. */
	private checkShrunk(): void {
		const { configuration, server, current } = this;
		const remembered = wantedStreams(configuration, server.isListed)
			.flatMap(({ kind, coach }) => server.held(kind, coach))
			.filter(({ kind, timestampUs }) => !isDated(kind) || timestampUs === null);
		const seen = countSeen(stateOf(current.state));
		if (seen !== remembered.length) {
			this.broken.push(`6: ${seen} entries for ${remembered.length} records`);
		}
	}

	private history(): History {
		return {
			records: this.server.records,
			everArrived: this.everArrived,
			askedSinceUs: this.askedSinceUs,
			passingSinceUs: this.passingSinceUs,
			shortestLookBackUs: this.shortestLookBackUs,
			longestLookBackUs: this.longestLookBackUs,
			wrongClockUs: this.wrongClockUs,
			healedUs: this.healedUs,
			shownUs: this.shownUs,
		};
	}

	/** Property 1. */
	private checkAllEmitted(): void {
		const { configuration, server } = this;
		const { model } = this.current;
		for (const { name, kind, coach } of wantedStreams(configuration, server.isListed)) {
			const stream = model.streams.get(name);
			if (!stream || stream.baseUs === null) {
				this.broken.push(`1: ${name} has no baseline`);
				continue;
			}
			const expectations = new Expectations(this.history(), model, stream.baseUs);
			for (const record of server.held(kind, coach)) {
				if (model.exempt.has(record.serial)) continue;
				// A wrong clock may have made it forget a coach that was away for a moment.
				if (this.wrongClockUs > 0 && server.wereRemoved.has(record.coach)) continue;
				if (!isDated(kind) && server.wereRemoved.has(record.coach)) continue;
				if (expectations.isOwed(record))
					this.broken.push(`1: ${versionOf(record)} is lost (${JSON.stringify(record)})`);
			}
		}
	}
}

function countSeen(state: PollState | null): number {
	const streams = state ? [...decodeStreams(state).values()] : [];
	return streams.reduce((sum, { seen }) => sum + seen.count, 0);
}

function stateOf(text: string): PollState | null {
	const json = parseJson(text);
	return readState(isJsonObject(json) ? json : {});
}
