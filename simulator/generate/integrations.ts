import type { Integration, LoginField } from '../records';

const regions = ['au', 'eu', 'us'];

/**
 * The login fields of the real API are not public: these follow what each provider issues to its
 * customers. GymAware has one that POST /coaches does not document, since a provider can add a field
 * at any time.
 */
export function makeIntegrations(): Integration[] {
	return [
		{
			provider: 'VALD',
			name: 'VALD',
			icon: 'https://widget.tryterra.co/logos/vald.svg',
			types: { tests: true, activities: false },
			login_fields: [
				text('client_id', 'Client ID', true),
				password('client_secret', 'Client secret'),
				{ field: 'region', name: 'Region', type: 'select', required: true, options: regions },
			],
		},
		{
			provider: 'CATAPULT',
			name: 'Catapult',
			icon: 'https://widget.tryterra.co/logos/catapult.svg',
			types: { tests: false, activities: true },
			login_fields: [
				password('token', 'API token'),
				{ field: 'region', name: 'Region', type: 'select', required: false, options: regions },
			],
		},
		{
			provider: 'GYMAWARE',
			name: 'GymAware',
			icon: 'https://widget.tryterra.co/logos/gymaware.svg',
			types: { tests: true, activities: false },
			login_fields: [
				text('client_id', 'Account ID', true),
				password('token', 'API token'),
				text('site_name', 'Site', false),
			],
		},
	];
}

function text(field: string, name: string, required: boolean): LoginField {
	return { field, name, type: 'text', required, options: null };
}

function password(field: string, name: string): LoginField {
	return { field, name, type: 'password', required: true, options: null };
}
