/** What both scripts for the Code node begin with; `codes` stands above. */

const label = (table, code) => {
	if (typeof code !== 'number') return code || null;
	const found = table[code] ?? `Unknown (${code})`;
	return found === 'Unknown' || found === 'Not Applicable' ? null : found;
};

const movementLabelOf = (code) =>
	label(code >= 480 && !(code in codes.movement) ? codes.exerciseType : codes.movement, code);

const utcTime = (us) => (typeof us === 'number' ? new Date(us / 1000).toISOString() : null);

const seconds = (us) => (typeof us === 'number' ? us / 1e6 : null);

const localTime = (us, offset) => {
	if (typeof us !== 'number' || !offset) return null;
	const minutes = Math.round(Math.abs(offset) / 60);
	const two = (value) => String(value).padStart(2, '0');
	const clock = new Date(us / 1000 + offset * 1000).toISOString().slice(0, -5);
	return `${clock}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

const names = new Map();

/** The name of a metric, worked out once for each combination of codes. */
const nameOf = (metric) => {
	const { metric_type, statistic_type, aspect, contraction_type, side } = metric;
	const combination = `${metric_type} ${statistic_type} ${aspect} ${contraction_type} ${side}`;
	let name = names.get(combination);
	if (name) return name;
	const labels = [
		label(codes.metricType, metric_type) ?? 'metric',
		label(codes.statisticType, statistic_type),
		label(codes.aspect, aspect),
		label(codes.contractionType, contraction_type),
		side === 6 ? 'asymmetry percent' : label(codes.side, side),
	];
	const key = labels
		.filter((one) => one !== null)
		.join('_')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_');
	name = {
		key,
		label: labels[0],
		side: label(codes.side, side),
		aspect: labels[2],
		statistic: labels[1],
		contraction: labels[3],
		unit: side === 6 ? '%' : null,
	};
	names.set(combination, name);
	return name;
};

const factsOf = (test) => {
	const local_time = localTime(test.timestamp_us, test.tz_offset_seconds);
	const display_name = test.display_name ?? null;
	const test_type = label(codes.testType, test.test_type);
	const exercise_type = label(codes.exerciseType, test.exercise_type);
	const movement = movementLabelOf(test.movement);
	return {
		test_id: test.test_id ?? null,
		timestamp: utcTime(test.timestamp_us),
		// n8n gives Code nodes Luxon, in the workflow's time zone.
		local_date:
			local_time?.slice(0, 10) ?? DateTime.fromMillis(test.timestamp_us / 1000).toISODate(),
		local_time,
		name: display_name ?? test_type ?? exercise_type ?? movement,
		display_name,
		test_type,
		exercise_type,
		movement,
	};
};
