import {
	codeName,
	columnName,
	extended,
	unitSuffix,
	withHash,
} from '../../../nodes/TerraTeams/output/columnName';

it.each([
	// Labels of words, and keys as programs write them.
	['Total Distance', 'total_distance'],
	['total_distance', 'total_distance'],
	['HSR', 'hsr'],
	['Take-Off Velocity', 'take_off_velocity'],
	['Total Distance (m)', 'total_distance_m'],
	['1RM', 'metric_1rm'],
	// Signs as they are read.
	['HSR %', 'hsr_percent'],
	['Accel >3m/s2', 'accel_above_3m_per_s2'],
	['Accel <-3m/s2', 'accel_below_minus_3m_per_s2'],
	['MD+1', 'md_plus_1'],
	['MD-1', 'md_minus_1'],
	['B5+', 'b5_plus'],
	['B5', 'b5'],
	['TD 0-7km/h', 'td_0_to_7km_per_h'],
	['TD >25km/h (m)', 'td_above_25km_per_h_m'],
	['Sprint #2', 'sprint_number_2'],
	['Speed & Power', 'speed_and_power'],
	['Sprints >5.5 m/s', 'sprints_above_5_point_5_m_per_s'],
])('%s is %s', (label, name) => {
	expect(columnName(label)).toBe(name);
});

it.each([
	['HSR%', /^hsr_percent_[0-9a-f]{6}$/],
	['% - Intensity', /^percent_intensity_[0-9a-f]{6}$/],
	['m·s⁻¹', /^m_per_s_[0-9a-f]{6}$/],
	['Højde', /^hojde_[0-9a-f]{6}$/],
	['Ø', /^o_[0-9a-f]{6}$/],
	['Accélération', /^acceleration_[0-9a-f]{6}$/],
	['Player Load™', /^player_load_[0-9a-f]{6}$/],
	['総走行距離', /^metric_[0-9a-f]{6}$/],
	// Could be taken for names that were made of other labels.
	['Metric 1RM', /^metric_1rm_[0-9a-f]{6}$/],
	['acceleration_b3bbe3', /^acceleration_b3bbe3_[0-9a-f]{6}$/],
])('%s has a hash for what its name does not show', (label, name) => {
	expect(columnName(label)).toMatch(name);
});

it.each([
	['m', 'm'],
	['m/s', 'm_per_s'],
	['m·s⁻¹', 'm_per_s'],
	['m/s²', 'm_per_s2'],
	['%', 'percent'],
	['°', 'deg'],
	['W/kg', 'w_per_kg'],
	['', ''],
	[' ', ''],
	// Without a letter to show, a unit is told by its hash.
	['距', '55d1b3'],
])('the unit %s ends a name with %s', (unit, suffix) => {
	expect(unitSuffix(unit)).toBe(suffix);
});

describe('a name of up to 60 characters', () => {
	const a53 = 'a'.repeat(53);
	const a60 = 'a'.repeat(60);
	const a61 = 'a'.repeat(61);
	const hashOfA61 = '35d5fc';

	it.each([
		[a60, a60],
		[a61, `${a53}_${hashOfA61}`],
		[a60.toUpperCase(), a60],
	])('is made of the label %s', (label, name) => {
		expect(columnName(label)).toBe(name);
	});

	it.each([
		[a60, a60],
		[a61, `${a53}_${hashOfA61}`],
		['60°', 'metric_60'],
	])('is made of the code %s', (text, name) => {
		expect(codeName(text)).toBe(name);
	});

	it.each([
		[58, 'a'.repeat(58) + '_m'],
		[59, `${a53}_ba7816`],
	])('is extended from %d characters', (length, name) => {
		expect(extended('a'.repeat(length), 'm', 'abc')).toBe(name);
	});

	it.each([
		['a', 'a_ba7816'],
		[a53, `${a53}_ba7816`],
		[`${a53}b`, `${a53}_ba7816`],
		[a61, `${a53}_ba7816`],
	])('is %s with a hash behind it', (name, hashed) => {
		expect(withHash(name, 'abc')).toBe(hashed);
	});
});
