import { defaultBaseUrls, terraDomains } from '../../../nodes/TerraTeams/api/baseUrls';

it("calls Terra's own servers by default", () => {
	expect(defaultBaseUrls).toEqual({
		api: 'https://api.tryterra.co/v2/teams',
		widget: 'https://access.tryterra.co',
	});
});

it('allows the hosts of these servers and no others', () => {
	const hosts = [defaultBaseUrls.api, defaultBaseUrls.widget].map((url) => new URL(url).host);
	expect(terraDomains).toBe(hosts.join(', '));
});
