import { noFilter } from '../../../nodes/TerraTeams/queries/recordFilter';
import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { testIdentity } from '../../../nodes/TerraTeams/records/identity';
import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import type { EventRecord } from '../../../nodes/TerraTeams/events/items';
import { poll, type PollResult } from '../../../nodes/TerraTeams/polling/poll';
import type { PollSettings } from '../../../nodes/TerraTeams/polling/settings';
import type { PollSource } from '../../../nodes/TerraTeams/polling/source';
import type { PollState } from '../../../nodes/TerraTeams/polling/state';

export const usPerHour = 3_600_000_000;
export const usPerDay = 24 * usPerHour;

/** A trigger on tests, an account, and a clock: to tell a story with. */
export class Fixture {
	nowUs = Date.UTC(2026, 0, 10, 12) * 1000;
	state: PollState | null = null;
	settings: PollSettings = {
		events: new Set(['testCreated']),
		coaches: 'all',
		filter: noFilter,
		lookBackDays: 7,
		emitExistingDays: 0,
		maxItems: 500,
		account: 'account',
	};
	/** What each coach has. */
	readonly tests: Record<string, JsonObject[]> = { anna: [] };
	/** Which coaches (or `list`) fail, and how. */
	failing: Record<string, TerraTeamsError> = {};
	/** Before how many further streams there is time. */
	budget = Infinity;
	/** What was asked for in the last poll. */
	asked: (TimeRange & { coachId: string })[] = [];
	last: PollResult | undefined;

	/** Lets hours pass and polls. Gives what was emitted, by the tests' ids. */
	async poll(hours = 0.01): Promise<(string | undefined)[]> {
		return (await this.items(hours)).map(({ record }) => testIdentity.id(record) ?? undefined);
	}

	async items(hours = 0.01): Promise<EventRecord[]> {
		this.nowUs += Math.round(hours * usPerHour);
		this.asked = [];
		let left = this.budget;
		this.last = await poll(this.state, this.settings, this.source, {
			nowMs: this.nowUs / 1000,
			hasTime: () => left-- > 0,
		});
		this.state = this.last.state;
		return this.last.items;
	}

	/** Adds a test that is `hours` hours old. */
	add(test_id: string, hours = 0, coachId = 'anna'): void {
		const timestamp_us = this.nowUs - hours * usPerHour;
		this.tests[coachId] = [...(this.tests[coachId] ?? []), { test_id, timestamp_us }];
	}

	private readonly source: PollSource = {
		coaches: async () => {
			this.fail('list');
			return Object.keys(this.tests).map((coach_id) => ({ coach_id }));
		},
		athletes: async () => [],
		activities: async () => [],
		tests: async (coachId, range) => {
			this.asked.push({ coachId, ...range });
			this.fail(coachId);
			return (this.tests[coachId] ?? []).filter(({ timestamp_us: us }) => {
				return typeof us !== 'number' || (us >= range.startUs && us <= range.endUs);
			});
		},
	};

	private fail(name: string): void {
		const failure = this.failing[name];
		if (failure) throw failure;
	}
}

/** A failure as the API client has it. */
export function failure(status: number): TerraTeamsError {
	return new TerraTeamsError({
		operation: 'Get many tests',
		problem: 'rejected',
		status,
	});
}
