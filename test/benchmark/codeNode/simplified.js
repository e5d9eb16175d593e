/** Tests as our node gives them in the form Simplified. */

const withoutEmpty = (record) => {
	for (const [name, value] of Object.entries(record)) {
		if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) {
			delete record[name];
		}
	}
	return record;
};

const metricsOf = (list) => {
	const metrics = {};
	for (const metric of list ?? []) metrics[nameOf(metric).key] = metric.value;
	return metrics;
};

const simplifySet = (set, index) =>
	withoutEmpty({
		set: index + 1,
		exercise_name: set.exercise_name ?? null,
		movement: movementLabelOf(set.movement),
		side: label(codes.side, set.side),
		aspect: label(codes.aspect, set.aspect),
		weight: set.weight ?? null,
		variations: (set.variations ?? [])
			.map((code) => label(codes.variation, code))
			.filter((one) => one !== null),
		timestamp: utcTime(set.timestamp_us),
		duration_seconds: seconds(set.duration_us),
		metrics: metricsOf(set.metrics),
		reps: (set.reps ?? []).map((rep, number) =>
			withoutEmpty({
				rep: number + 1,
				offset_seconds: seconds(rep.offset_us),
				duration_seconds: seconds(rep.duration_us),
				metrics: metricsOf(rep.metrics),
			}),
		),
	});

function main(items) {
	return items.map(({ json: test }, item) => {
		const { test_id, timestamp, local_date, name, test_type, ...facts } = factsOf(test);
		const json = {
			test_id,
			timestamp,
			local_date,
			name,
			test_type,
			athlete_id: null,
			athlete_name: null,
			coach_id: coachId,
			metrics: metricsOf(test.test_result_metrics),
			details: withoutEmpty({
				...facts,
				category: label(codes.testCategory, test.category),
				body_region: label(codes.bodyRegion, test.body_region),
				position: label(codes.position, test.position),
				device: test.device || null,
				athlete_weight: test.athlete_weight ?? null,
				duration_seconds: seconds(test.duration_us),
				notes: test.notes || null,
				sets: (test.sets ?? []).map(simplifySet),
			}),
		};
		return { json, pairedItem: { item } };
	});
}
