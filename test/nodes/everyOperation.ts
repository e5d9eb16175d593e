import type { INodeParameters } from 'n8n-workflow';

import { wholeTime, type Account } from './account';
import { byId, operations, type OperationName } from './parameters';

/** What an input item brings to {@link everyOperation}. */
export interface OperationItem {
	/** A coach of VALD and one of its athletes. */
	coach: string;
	athlete: string;
	/** A coach of Catapult, which alone has activities. */
	catapult: string;
	/** A coach to be deleted. */
	leaving: string;
	/** Reference ID and login of a coach to be created. */
	newcomer: string;
}

/** Input items that make every operation succeed, once for each item. */
export function itemsFor(account: Account, count: number): OperationItem[] {
	const coach = account.coachOf('VALD');
	const athletes = account.athleteIds(coach).slice(0, count);
	return athletes.map((athlete) => {
		const leaving = account.simulator.admin.addCoach().coach_id;
		return {
			coach,
			athlete,
			catapult: account.coachOf('CATAPULT'),
			leaving,
			newcomer: `replaces ${leaving}`,
		};
	});
}

const coachId = byId('={{ $json.coach }}');
const athleteId = byId('={{ $json.athlete }}');

/** Each operation with all that it needs, taken from the input item: {@link itemsFor}. */
export const everyOperation: Record<OperationName, INodeParameters> = {
	'Compare tests with history': operations['Compare tests with history']({
		coachSelection: 'one',
		coachId,
		...wholeTime,
	}),
	'Create authentication link': operations['Create authentication link']({
		providers: ['VALD'],
		additionalFields: { referenceId: '={{ $json.newcomer }}' },
	}),
	'Create coach': operations['Create coach']({
		provider: 'VALD',
		login: 'typed',
		loginFields: { clientId: '={{ $json.newcomer }}', clientSecret: '={{ $json.newcomer }}' },
		additionalFields: { referenceId: '={{ $json.newcomer }}', region: 'eu' },
	}),
	'Delete coach': operations['Delete coach']({ coachId: byId('={{ $json.leaving }}') }),
	'Get activity metrics schema': operations['Get activity metrics schema']({
		coachId: byId('={{ $json.catapult }}'),
		options: { deliverTo: '={{ $json.deliverTo ?? "n8n" }}' },
	}),
	'Get athlete': operations['Get athlete']({ athleteId }),
	'Get many activities': operations['Get many activities']({ coachSelection: 'all', ...wholeTime }),
	'Get many athletes': operations['Get many athletes']({ athletesOf: 'one', coachId }),
	'Get many coaches': operations['Get many coaches'](),
	'Get many integrations': operations['Get many integrations'](),
	'Get many tests': operations['Get many tests']({
		coachSelection: 'one',
		coachId,
		...wholeTime,
	}),
	'Get workload of athletes': operations['Get workload of athletes']({
		coachSelection: 'all',
		metrics: ['total_distance_m'],
		day: '2026-06-30',
		acuteDays: 7,
		chronicDays: 28,
	}),
	'Search tests': operations['Search tests']({
		coachId,
		athleteIds: '={{ $json.athlete }}',
		...wholeTime,
	}),
	'Update athlete': operations['Update athlete']({
		athleteId,
		updateFields: { firstName: 'Zoë' },
	}),
	'Update many athletes': operations['Update many athletes']({
		athleteId,
		bulkUpdateFields: { active: false },
	}),
};
