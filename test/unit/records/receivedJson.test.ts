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
