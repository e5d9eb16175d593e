/** Tests as our node gives them in the form Row per Metric. */

function main(items) {
	const rows = [];
	for (const [item, { json: test }] of items.entries()) {
		const facts = factsOf(test);
		const add = (list, place) => {
			for (const metric of list ?? []) {
				if (metric.value === null) continue;
				const name = nameOf(metric);
				const json = {
					record_type: 'test',
					test_id: facts.test_id,
					activity_id: null,
					timestamp: facts.timestamp,
					local_date: facts.local_date,
					local_time: facts.local_time,
					athlete_weight: test.athlete_weight ?? null,
					athlete_id: null,
					athlete_name: null,
					athlete_reference_id: null,
					coach_id: coachId,
					name: facts.name,
					test_type: facts.test_type,
					period_id: null,
					period: null,
					set: place.set,
					exercise: place.exercise,
					variations: place.variations,
					set_weight: place.weight,
					rep: place.rep,
					metric: name.label,
					metric_key: name.key,
					side: name.side ?? place.side,
					aspect: name.aspect ?? place.aspect,
					statistic: name.statistic,
					contraction: name.contraction,
					value: metric.value,
					value_text: null,
					unit: name.unit,
				};
				rows.push({ json, pairedItem: { item } });
			}
		};
		const ofTest = { set: null, exercise: null, variations: null, weight: null, rep: null };
		add(test.test_result_metrics, { ...ofTest, side: null, aspect: null });
		for (const [index, set] of (test.sets ?? []).entries()) {
			const place = {
				set: index + 1,
				exercise: set.exercise_name ?? movementLabelOf(set.movement),
				variations:
					(set.variations ?? [])
						.map((code) => label(codes.variation, code))
						.filter((one) => one !== null)
						.join(', ') || null,
				weight: set.weight ?? null,
				rep: null,
				side: label(codes.side, set.side),
				aspect: label(codes.aspect, set.aspect),
			};
			add(set.metrics, place);
			for (const [number, rep] of (set.reps ?? []).entries()) {
				add(rep.metrics, { ...place, rep: number + 1 });
			}
		}
	}
	return rows;
}
