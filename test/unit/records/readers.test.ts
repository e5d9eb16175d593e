import {
	athleteName,
	readCoachId,
	readNumber,
	readText,
	readTimeUs,
	recordsOf,
} from '../../../nodes/TerraTeams/records/readers';
import type { Coach, Test } from '../../../nodes/TerraTeams/records/types';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';

const coach: Coach = { coach_id: 'c-1', provider: '', region: null, reference_id: 7 };
const test: Test = { test_id: 't-1', athlete_weight: 80.5, timestamp_us: '2026' };

it('read what a field holds, and null where it does not hold that', () => {
	expect(readText(coach, 'coach_id')).toBe('c-1');
	expect(readText(coach, 'reference_id')).toBe('7');
	expect(readText(coach, 'provider')).toBeNull();
	expect(readText(coach, 'region')).toBeNull();
	expect(readText(coach, 'created_at')).toBeNull();
	expect(readNumber(test, 'athlete_weight')).toBe(80.5);
	expect(readNumber(test, 'timestamp_us')).toBeNull();
});

it.each([
	['microseconds', 1_764_201_600_000_000, 1_764_201_600_000_000],
	['milliseconds', 1_764_201_600_000, 1_764_201_600_000_000],
	['seconds', 1_764_201_600, 1_764_201_600_000_000],
	['nanoseconds', 1_764_201_600_000_000_000, 1_764_201_600_000_000],
	['the first milliseconds', 1e11, 1e14],
	['the first microseconds', 1e14, 1e14],
	['the first nanoseconds', 1e17, 1e14],
	['nothing', 0, null],
	['a time before 1970', -1, null],
	['the first that no unit explains', 1e20, null],
	['what no unit explains', 1e300, null],
	['text', '2026-11-27', null],
])('read a time in %s', (_, value, us) => {
	const record: Test = { timestamp_us: value };
	expect(readTimeUs(record, 'timestamp_us')).toBe(us);
});

it('do not compile for a field that the record is not documented to have', () => {
	const unknown: JsonObject = coach;
	// @ts-expect-error -- a coach has no first name
	expect(readText(coach, 'first_name')).toBeNull();
	// @ts-expect-error -- the weight is a number
	expect(readText(test, 'athlete_weight')).toBe('80.5');
	// @ts-expect-error -- the id is a text
	expect(readNumber(test, 'test_id')).toBeNull();
	// @ts-expect-error -- nobody said what this record is
	expect(readText(unknown, 'coach_id')).toBe('c-1');
});

it('names an athlete by what there is of the name', () => {
	expect(athleteName({ first_name: 'Ada', last_name: 'Berg' })).toBe('Ada Berg');
	expect(athleteName({ first_name: null, last_name: 'Berg' })).toBe('Berg');
	expect(athleteName({ first_name: 'Ada' })).toBe('Ada');
	expect(athleteName({ first_name: '' })).toBeNull();
});

it('read the coach that a record names, and the records of a list', () => {
	expect(readCoachId({ coach_id: 'c-1' })).toBe('c-1');
	expect(readCoachId({})).toBeNull();
	expect(recordsOf([null, { a: 1 }, 'x'])).toEqual([{ a: 1 }]);
	expect(recordsOf(null)).toEqual([]);
});
