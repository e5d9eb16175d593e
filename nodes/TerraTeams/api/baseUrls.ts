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
