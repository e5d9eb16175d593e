import { withoutWriteOnlyFields } from '../../../nodes/TerraTeams/records/writeOnlyFields';

const login = { client_id: 'a', client_secret: 'b', token: 'c' };

it('removes what a coach was created with, whatever its value', () => {
	expect(withoutWriteOnlyFields({ coach_id: '1', ...login, region: null })).toEqual({
		coach_id: '1',
		region: null,
	});
	expect(withoutWriteOnlyFields({ token: null, client_id: { a: 1 } })).toEqual({});
});

it('removes it from the coach that a record carries along', () => {
	const record = { reference: 'r', coach: { coach_id: '1', ...login, coach: { ...login } } };
	expect(withoutWriteOnlyFields(record)).toEqual({
		reference: 'r',
		coach: { coach_id: '1', coach: {} },
	});
	expect(record.coach).toMatchObject(login);
});

it('gives the very same record where there is nothing to remove', () => {
	for (const record of [{ test_id: '1', coach: 'Jane' }, { tokens: 1, my_token: 2 }, {}]) {
		expect(withoutWriteOnlyFields(record)).toBe(record);
	}
});
