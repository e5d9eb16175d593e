/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import 'reflect-metadata';

import { Credentials, PackageDirectoryLoader } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IHttpRequestOptions,
	type INodeType,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// n8n's logger would print every error that a test expects.
process.env.N8N_LOG_LEVEL ??= 'silent';
// n8n makes a key there, and the home directory may hold that of a real n8n.
process.env.N8N_USER_FOLDER = join(tmpdir(), 'n8n-nodes-terra-teams-test');

/** The package in dist/, loaded as n8n loads it. */
export const loader = new PackageDirectoryLoader(resolve(__dirname, '../..'));
let loading: Promise<void> | undefined;

/** Loads it, once. */
export async function loadPackage(): Promise<PackageDirectoryLoader> {
	loading ??= loader.loadAll();
	await loading;
	return loader;
}

/**
 * A node of the package.
 *
 * @param type its name, with or without the package's
 */
export function nodeTypeOf(type: string, version?: number): INodeType {
	return NodeHelpers.getVersionedNodeType(
		loader.getNode(type.split('.').pop() ?? '').type,
		version,
	);
}

/** Credentials by type name, as a user saved them. */
export type TestCredentials = Record<string, ICredentialDataDecryptedObject>;

/** Gives saved credentials, and authenticates as the credential's class says. */
class TestCredentialsHelper extends ICredentialsHelper {
	constructor(private readonly saved: TestCredentials) {
		super();
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = loader.getCredential(typeName).type;
		const headers: Record<string, unknown> = { ...options.headers };
		if (typeof authenticate === 'object') {
			for (const [name, expression] of Object.entries(authenticate.properties.headers ?? {})) {
				const text = typeof expression === 'string' ? expression : '';
				const field = /^=\{\{\$credentials\.(\w+)\}\}$/.exec(text)?.[1];
				headers[name] = field ? credentials[field] : expression;
			}
		}
		return { url: '', ...options, headers } as IHttpRequestOptions;
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(_: unknown, type: string): Promise<ICredentials> {
		return new Credentials({ id: type, name: type }, type, '');
	}

	async getDecrypted(_: unknown, __: unknown, type: string) {
		const saved = this.saved[type];
		if (!saved) throw new Error(`No credential of type ${type}`);
		return saved;
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}

	getCredentialsProperties() {
		return [];
	}
}

/** What n8n gives to an execution besides the workflow: credentials, addresses, callbacks. */
export function additionalData(
	credentials: TestCredentials,
	more: Partial<IWorkflowExecuteAdditionalData> = {},
): IWorkflowExecuteAdditionalData {
	const base = 'http://localhost';
	return {
		credentialsHelper: new TestCredentialsHelper(credentials),
		currentNodeExecutionIndex: 0,
		restApiUrl: base,
		instanceBaseUrl: base,
		formBaseUrl: base,
		formWaitingBaseUrl: base,
		formTestBaseUrl: base,
		webhookBaseUrl: base,
		webhookWaitingBaseUrl: base,
		webhookTestBaseUrl: base,
		variables: {},
		executionId: '1',
		setExecutionStatus() {},
		sendDataToUI() {},
		logAiEvent() {},
		...more,
	} as unknown as IWorkflowExecuteAdditionalData;
}
