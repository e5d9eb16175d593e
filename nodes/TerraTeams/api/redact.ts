/** Shorter values would blot out half of an innocent sentence. */
const shortestSecret = 4;

/**
 * A text in which each of the secrets is replaced, for what a server sends back in its errors.
 * Also finds a secret in the forms that it takes in a URL and in JSON.
 */
export function redact(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (secret.length < shortestSecret) continue;
		const asJson = JSON.stringify(secret).slice(1, -1);
		for (const form of new Set([secret, asJson, encodeURIComponent(secret)])) {
			clean = clean.split(form).join('[hidden]');
		}
	}
	return clean;
}
