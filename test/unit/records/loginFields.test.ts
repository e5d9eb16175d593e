import { loginFieldsOf } from '../../../nodes/TerraTeams/records/loginFields';

it('gives the fields of a login that have a name, with their label', () => {
	const fields = [
		{ field: 'client_id', name: 'Client ID' },
		{ field: 'token', name: null },
		{ field: '', name: 'Nobody' },
		{ name: 'Nobody' },
		null,
	];
	expect(loginFieldsOf({ login_fields: fields })).toEqual([
		{ name: 'client_id', label: 'Client ID' },
		{ name: 'token', label: 'token' },
	]);
	expect(loginFieldsOf({})).toEqual([]);
});
