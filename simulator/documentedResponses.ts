const coach = {
	coach_id: 'text',
	external_coach_id: 'text',
	reference_id: 'text',
	region: 'text',
	provider: 'text',
	created_at: '2025-05-10T01:07:23.286Z',
};

const athlete = {
	coach_id: 'text',
	athlete_id: 'text',
	external_athlete_id: 'text',
	reference_id: 'text',
	provider: 'text',
	first_name: 'text',
	last_name: 'text',
	email: 'text',
	created_at: '2025-05-10T01:07:23.286Z',
	date_of_birth: '2025-05-10',
	last_updated_at: '2025-05-10T01:07:23.286Z',
	active: true,
};

const activityMetric = { name: 'text', value: 1, unit: 'text' };

const participation = { full: ['text'], partial: ['text'], unknown: ['text'] };

const testMetric = {
	side: 1,
	aspect: 1,
	statistic_type: 1,
	metric_type: 1,
	contraction_type: 1,
	value: 1,
};

/** `body: ''` where the documentation says that there is no content. */
export interface DocumentedResponse {
	status: number;
	body: object | string;
}

/**
 * Every response that the documentation of May 2025 prints, by endpoint, with its placeholders
 * ("text", 1, ANY_ADDITIONAL_PROPERTY, variations that contain null): a client has to survive them.
 * Each is a valid argument of Simulator.fail.
 */
export const documentedResponses = {
	'GET /integrations/detailed': {
		status: 200,
		body: {
			providers: [
				{
					provider: 'text',
					name: 'text',
					icon: 'text',
					types: { tests: true, activities: true },
					login_fields: [
						{ field: 'text', name: 'text', type: 'text', required: true, options: ['text'] },
					],
				},
			],
		},
	},
	'GET /coaches': { status: 200, body: { data: [coach] } },
	'POST /coaches': { status: 201, body: coach },
	'DELETE /coaches/{coachId}': { status: 204, body: '' },
	'GET /coaches/{coachId}/athletes': { status: 200, body: { coach: coach, data: [athlete] } },
	'GET /coaches/{coachId}/activities': {
		status: 200,
		body: {
			coach: coach,
			data: [
				{
					activity_id: 'text',
					start_timestamp_us: 1,
					end_timestamp_us: 1,
					description: 'text',
					teams: [{ name: 'text', is_home: 1 }],
					athletes: [athlete],
					athlete_participation: participation,
					tz_offset_seconds: 1,
					periods: [
						{
							period_id: 'text',
							name: 'text',
							athlete_participation: participation,
							detailed_athlete_participation: [
								{
									athlete_id: 'text',
									external_athlete_id: 'text',
									is_home_team: 1,
									participation: 1,
									function: 'text',
								},
							],
							start_timestamp_us: 1,
							end_timestamp_us: 1,
							athlete_metrics: [{ athlete_id: 'text', metrics: [activityMetric] }],
						},
					],
					activity_metrics: [activityMetric],
					athlete_metrics: { ANY_ADDITIONAL_PROPERTY: [activityMetric] },
					events: ['text'],
				},
			],
		},
	},
	'GET /coaches/{coachId}/activities/metrics/schema': {
		status: 200,
		body: {
			coach: coach,
			data: [{ key: 'text', display_name: 'text', unit: 'text', type: 'text', sport: 1 }],
		},
	},
	'GET /coaches/{coachId}/tests': {
		status: 200,
		body: {
			coach: coach,
			data: [
				{
					test_id: 'text',
					display_name: 'text',
					timestamp_us: 1,
					test_type: 1,
					exercise_type: 1,
					athlete_weight: 1,
					movement: 1,
					tz_offset_seconds: 1,
					category: 1,
					duration_us: 1,
					body_region: 1,
					position: 1,
					notes: 'text',
					device: 'text',
					test_result_metrics: [testMetric],
					sets: [
						{
							metrics: [testMetric],
							timestamp_us: 1,
							duration_us: 1,
							side: 1,
							aspect: 1,
							reps: [{ offset_us: 1, duration_us: 1, metrics: [testMetric] }],
							weight: 1,
							exercise_name: 'text',
							variations: [null],
							movement: 1,
						},
					],
				},
			],
		},
	},
	'GET /athletes': { status: 200, body: '' },
	'GET /athletes/{athleteId}': { status: 200, body: athlete },
	'PATCH /athletes/{athleteId}': { status: 200, body: '' },
	'PATCH /athletes': {
		status: 200,
		body: { data: [athlete], errors: [{ athlete_id: 'text', error: 'text' }] },
	},
	'POST /widget/api/session': {
		status: 200,
		body: {
			session_id: '23dc2540-7139-44c6-8158-f81196e2cf2e',
			url: 'https://widget.tryterra.co/session/344d475f-296a-489a-a88c-54183671dafd',
			status: 'success',
			expires_in: 900,
		},
	},
} as const satisfies Readonly<Record<string, DocumentedResponse>>;
