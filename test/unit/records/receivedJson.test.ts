import { parseReceived } from '../../../nodes/TerraTeams/records/receivedJson';
import { canonicalJson } from '../../../nodes/TerraTeams/records/json';

it('keeps ids apart that JavaScript would round to the same number', () => {
	const text =
		'{"data": [{"test_id": 9007199254740993, "n": 1e300, "note": "id 9007199254740993"},' +
		' {"test_id": 9007199254740992, "x": 0.12345678901234567890}]}';
	expect(parseReceived(text)).toEqual({
		data: [
			{ test_id: '9007199254740993', n: 1e300, note: 'id 9007199254740993' },
			{ test_id: '9007199254740992', x: 0.12345678901234568 },
		],
	});
});

const large = '9007199254740993';

it.each([
	'activity_id',
	'athlete_id',
	'coach_id',
	'external_athlete_id',
	'external_coach_id',
	'reference_id',
	'test_id',
])('keeps %s exact', (field) => {
	expect(parseReceived(`{"${field}": ${large}}`)).toEqual({ [field]: large });
});

it.each(['data', 'providers', 'athletes', 'athlete', 'coach'])(
	'keeps ids exact in %s, also of one among others and three levels down',
	(field) => {
		const within = (json: string) => `{"${field}": ${json}}`;
		const record = `{"coach_id": ${large}}`;
		for (const json of [record, `[{"coach_id": 1}, ${record}]`, within(record)]) {
			expect(JSON.stringify(parseReceived(within(json)))).toContain(`"${large}"`);
		}
		// Terra's records are not nested that deeply, so no time goes into looking.
		const deep = within(within(within(record)));
		expect(parseReceived(deep)).toEqual(JSON.parse(deep));
	},
);

it('writes no other number of a record with a large id as text', () => {
	const text = `{"test_id": ${large}, "a": 1234567890123456, "b": "${large}", "c": [9007199254740995]}`;
	expect(parseReceived(text)).toEqual({
		test_id: large,
		a: 1234567890123456,
		b: large,
		c: ['9007199254740995'],
	});
	expect(parseReceived('{"test_id": 1e300}')).toEqual({ test_id: 1e300 });
	expect(parseReceived('{"test_id": 0.5, "athlete_id": true}')).toEqual({
		test_id: 0.5,
		athlete_id: true,
	});
});

it.each([
	['lists', '[', ']', 101],
	['objects', '{"a":', '}', 101],
	['lists in objects', '{"a":[', ']}', 50],
])('cuts %s that are nested more than 100 levels deep, and no others', (_, open, close, most) => {
	const nested = (count: number) => open.repeat(count) + 'null' + close.repeat(count);
	const allowed = nested(most);
	expect(parseReceived(allowed)).toEqual(JSON.parse(allowed));
	expect(JSON.stringify(parseReceived(nested(most + 1)))).toContain(
		'[nested more than 100 levels deep]',
	);
});

it('leaves all other numbers as they are', () => {
	const text =
		'{"data": [{"test_id": 7, "timestamp_us": 1764201600000000, "v": 9007199254740993}]}';
	expect(parseReceived(text)).toEqual(JSON.parse(text));
});

it.each([10_000, 1_000_000])(
	'gives a record that is nested %d levels deep, less its depth',
	(depth) => {
		const deep = `${'{"a":['.repeat(depth / 2)}1${']}'.repeat(depth / 2)}`;
		const json = parseReceived(
			`{"data": [{"test_id": "one", "notes": ${deep}}, {"test_id": "two"}]}`,
		);
		expect(json).toMatchObject({ data: [{ test_id: 'one' }, { test_id: 'two' }] });
		expect(JSON.stringify(json)).toContain('[nested more than 100 levels deep]');
	},
);

it('compares what is nested deeply without an error', () => {
	const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
	expect(canonicalJson(deep as never)).toContain('deeper');
});

it.each(['', '<html>', '{"a": 1'])('is nothing where there is no JSON: %j', (text) => {
	expect(parseReceived(text)).toBeUndefined();
});
