/**
 * What the client and the simulator do apart from Terra's published files of version 2026.07.06, each
 * with its reason. What is not here fails the check.
 */
export const exceptions = {
	/** The date pair of the documentation of May 2025: a server ignores the pair that it does not know. */
	query: ['start_time', 'end_time'],

	/** The widget's addresses: the one of May 2025, and the one that the file of Teams names. */
	paths: ['/api/widget/session', '/auth/generateWidgetSession'],

	/** The answer of the widget's address that a server has given up; the client then asks the other. */
	statuses: [{ path: '/widget/api/session', status: 410 }],

	/** Events that Terra documents in words alone. */
	events: ['activity.metric.retrieved', 'athlete.deleted'],

	/** Values that a server may send all the same, so that the client has to cope with them. */
	values: [
		// Both fields were nullable until 2026.07, and servers leave them empty.
		/\/(email|reference_id) is null: /,
		// Movements and exercises were one list until January 2025: old records have exercises there.
		/\/movement is (4[89]\d|[5-9]\d\d|1\d{3}): /,
		// No contract says that a list holds no null.
		/\/variations\/\* is null: /,
	],
};
