/** The secrets of the credential's field Webhook Signing Secret: separated by commas or new lines. */
export function readSigningSecrets(field: unknown): string[] {
	if (typeof field !== 'string') return [];
	return field
		.split(/[,\r\n]/)
		.map((secret) => secret.trim())
		.filter((secret) => secret !== '');
}
