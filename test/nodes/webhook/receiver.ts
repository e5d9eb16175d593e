/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import 'reflect-metadata';

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';

import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IWebhookData,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { additionalData, loadPackage, nodeTypeOf, type TestCredentials } from '../loadedPackage';

const nodeTypes: INodeTypes = {
	getByName: nodeTypeOf,
	getByNameAndVersion: nodeTypeOf,
	getKnownTypes: () => ({}),
};

/**
 * The address of a webhook trigger, as n8n serves it: reads and unpacks the body, hands the request
 * to the node in n8n-core's own context, and responds as n8n does to what the node returns.
 */
export class Receiver {
	/** The items that each start of the workflow had. */
	readonly starts: INodeExecutionData[][] = [];
	/** What the node threw; n8n makes a failed execution of each. */
	readonly failures: unknown[] = [];

	/** What happens before the node gets a request: an n8n that is busy keeps it waiting. */
	beforeNode: (response: ServerResponse) => Promise<unknown> = async () => undefined;

	private constructor(
		private readonly server: Server,
		readonly url: string,
	) {}

	/** Opens one for a node with these parameters. */
	static async open(credentials: TestCredentials, parameters: INodeParameters): Promise<Receiver> {
		await loadPackage();
		const server = createServer((request, response) => {
			void receiver.serve(request, response, credentials, parameters);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		const port = typeof address === 'object' ? address?.port : undefined;
		const receiver = new Receiver(server, `http://127.0.0.1:${port}/webhook/id/webhook`);
		return receiver;
	}

	/** Closes it, open connections included. */
	async close(): Promise<void> {
		await new Promise((resolve) => {
			this.server.close(resolve);
			this.server.closeAllConnections();
		});
	}

	private async serve(
		request: IncomingMessage,
		response: ServerResponse,
		credentials: TestCredentials,
		parameters: INodeParameters,
	): Promise<void> {
		const isPacked = request.headers['content-encoding'] === 'gzip';
		const rawBody = await buffer(isPacked ? request.pipe(createGunzip()) : request);
		await this.beforeNode(response);
		const type = request.headers['content-type'] ?? '';
		const isRead = /^(application\/json|text\/plain)/.test(type);
		Object.assign(request, {
			body: {},
			params: {},
			rawBody: isRead ? rawBody : undefined,
			async readRawBody(this: { rawBody: Buffer }) {
				if (type.startsWith('multipart/')) throw new Error('The request body is not readable');
				this.rawBody = await Promise.resolve(rawBody);
			},
		});
		try {
			const given = await runNode(request, response, credentials, parameters);
			if (given.workflowData) this.starts.push(given.workflowData[0] ?? []);
			if (given.noWebhookResponse) return;
			response.end(JSON.stringify(given.webhookResponse ?? { message: 'Workflow was started' }));
		} catch (thrown) {
			this.failures.push(thrown);
			response.writeHead(500).end();
		}
	}
}

async function runNode(
	httpRequest: IncomingMessage,
	httpResponse: ServerResponse,
	credentials: TestCredentials,
	parameters: INodeParameters,
): Promise<IWebhookResponseData> {
	const node: INode = {
		id: 'node',
		name: 'Terra Teams Webhook Trigger',
		type: 'n8n-nodes-terra-teams.terraTeamsWebhookTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		parameters,
		credentials: { terraTeamsApi: { id: 'terraTeamsApi', name: 'terraTeamsApi' } },
	};
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Test',
		active: true,
		nodeTypes,
		nodes: [node],
		connections: {},
	});
	const nodeType = nodeTypeOf(node.type, 1.1);
	const additional = additionalData(credentials, {
		httpRequest,
		httpResponse,
	});
	const webhook = { webhookDescription: nodeType.description.webhooks?.[0] } as IWebhookData;
	const context = new WebhookContext(
		workflow,
		workflow.nodes[node.name] ?? node,
		additional,
		'webhook',
		webhook,
		[],
		null,
	);
	if (!nodeType.webhook) throw new Error('The node takes no webhooks.');
	return await nodeType.webhook.call(context);
}
