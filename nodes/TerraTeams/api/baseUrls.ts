/** The addresses that the client calls. */
export interface BaseUrls {
	/** The Teams API. */
	api: string;
	/** Terra's authentication widget. */
	widget: string;
}

/** Terra's own servers; the credential has others for a proxy, the simulator or a mock. */
export const defaultBaseUrls: BaseUrls = {
	api: 'https://api.tryterra.co/v2/teams',
	widget: 'https://access.tryterra.co',
};

/** The hosts of these, as n8n's list of allowed domains. */
export const terraDomains = 'api.tryterra.co, access.tryterra.co';
