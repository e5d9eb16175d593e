import type { Json } from '../../records/json';
import { cellsOf, type DraftRow } from '../columns';
import { partOf } from '../outputItem';
import { localTime, minutesBetween, utcTime } from '../times';
import type { leadingColumns, trailingColumns } from './activityColumns';
import type { Participation } from './participation';
import type { ActivityContent, Period, Team } from './readActivity';

/** The columns that every row has; a missing one is a compile error. */
type FixedCells = {
	leading: Record<(typeof leadingColumns)[number], Json>;
	trailing: Record<(typeof trailingColumns)[number], Json>;
};

/**
 * An activity as rows: one for each athlete for the whole activity, with null as its period, and
 * one for each athlete in each period, with the period's times. The metrics are the athlete's. An
 * activity without athletes gives one row with its own metrics; otherwise only the other forms have
 * these, since a sum over the rows would count them twice.
 *
 * @param hasPeriods whether to give the rows of periods
 */
export function activityRows(
	activity: ActivityContent,
	recordIndex: number,
	hasPeriods = true,
): DraftRow[] {
	const { participations, periods, metrics } = activity;
	const rows = participations.map((participation) => ({
		recordIndex,
		part: partOf(participation.key),
		...fixedCells(activity, null, participation),
		groups: [cellsOf(participation.metrics)],
	}));
	for (const period of hasPeriods ? periods : []) {
		for (const participation of period.participations) {
			rows.push({
				recordIndex,
				part: partOf(period.key, participation.key),
				...fixedCells(activity, period, participation),
				groups: [cellsOf(participation.metrics)],
			});
		}
	}
	if (rows.length > 0) return rows;
	return [
		{ recordIndex, part: '', ...fixedCells(activity, null, null), groups: [cellsOf(metrics)] },
	];
}

function fixedCells(
	activity: ActivityContent,
	period: Period | null,
	participation: Participation | null,
): FixedCells {
	const { startUs, endUs } = period ?? activity;
	const athlete = participation?.athlete;
	const homeOrAway = participation?.homeOrAway ?? null;
	return {
		leading: {
			athlete_name: athlete?.name ?? null,
			start: utcTime(startUs),
			local_date: activity.dayOf(startUs),
			description: activity.description,
			period: period?.name ?? null,
			duration_minutes: minutesBetween(startUs, endUs),
			team: participation ? teamOf(activity.teams, homeOrAway) : null,
		},
		trailing: {
			participation: participation?.extent ?? null,
			home_or_away: homeOrAway,
			function: participation?.function ?? null,
			end: utcTime(endUs),
			local_start: localTime(startUs, activity.offsetSeconds),
			athlete_reference_id: athlete?.reference_id ?? null,
			athlete_id: athlete?.athlete_id ?? null,
			activity_id: activity.id,
			period_id: period?.id ?? null,
			coach_id: activity.coachId,
		},
	};
}

/** The athlete's team: the only team, or the only one on the athlete's side. */
function teamOf(teams: readonly Team[], side: string | null): string | null {
	if (teams.length === 1) return teams[0]?.name ?? null;
	const [team, ...others] = side === null ? [] : teams.filter((one) => one.side === side);
	return team && others.length === 0 ? team.name : null;
}
