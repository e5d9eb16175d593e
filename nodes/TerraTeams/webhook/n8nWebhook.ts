import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { ofAthletes } from '../events/athletes';
import { toItems, toRecordJson } from '../events/enrichment';
import type { Lookup } from '../events/lookup';
import { accountOf, connect } from '../shared/connect';
import { asNodeError, sentenceOf } from '../shared/nodeErrors';
import { readSigningSecrets } from '../shared/signingSecrets';
import { TriggerParameters } from '../shared/triggerParameters';
import { DeliveryCache, deliveryKey } from './deliveryCache';
import { EventLimiter } from './eventLimiter';
import { eventRecords, matchesEvent, wholeEvent } from './eventRecords';
import { readEvent, type TerraEvent } from './events';
import { isServerResponse, respond, type ServerResponse } from './httpResponse';
import { getSharedCredential } from './n8nCredential';
import { readSettings, readSignatureSettings } from './n8nParameters';
import { readRequestBody } from './requestBody';
import type { WebhookSettings } from './settings';
import { refusalOf, refusalSentences } from './signature';

const eventLimiter = new EventLimiter();
const deliveryCache = new DeliveryCache();

/**
 * n8n 2 responds when it has stored an execution (n8n 1 just before). With a body of 40 MB that takes
 * longer than Terra waits (8 seconds), so the sender of a large event gets a response first.
 */
const largeBytes = 10_000_000;

/** Max time for look-ups while Terra waits, which it does for 8 seconds. */
const lookupMsWhileWaiting = 4000;

/** Look-ups end this long after the arrival of the event, so that n8n has time to store it. */
const lookupDeadlineMs = 5000;

/** Max time for look-ups once Terra has its response. */
const lookupMsOnceResponded = 60_000;

const nothingToStart: IWebhookResponseData = { webhookResponse: { message: 'Nothing to start' } };

/**
 * No response: a sender that has given up sends the event again, so starting now would start the
 * workflow twice.
 */
const senderHasGivenUp: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Receives an event. n8n responds with 200 as soon as it has stored the execution, or at once where
 * there is nothing to start or the event is large.
 *
 * @throws NodeOperationError for a mistake in the node's settings, never for what was sent: n8n
 *   makes a failed execution of every error
 */
export async function receiveEvent(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const arrivedMs = Date.now();
	try {
		const response: unknown = this.getResponseObject();
		if (!isServerResponse(response)) throw new Error('n8n gave no response object.');
		if (response.destroyed) return senderHasGivenUp;
		// Node.js never reports that a pipelined response can no longer be sent.
		if (response.socket === null) return refuse(response, 503, 'Requests must not be pipelined');
		const body = await readRequestBody(this.getRequestObject());
		if (!body) return refuse(response, 400, 'n8n cannot read the body, or the body is too large');
		const parameters = new TriggerParameters(this);
		const credential = await getSharedCredential(this);
		const rules = {
			...readSignatureSettings(parameters),
			secrets: readSigningSecrets(credential.webhookSigningSecret),
		};
		const refusal = refusalOf(this.getHeaderData(), body, rules, Date.now());
		if (refusal) {
			const message = refusalSentences[refusal];
			this.logger.warn(`${this.getNode().name}: an event was refused. ${message}`);
			return refuse(response, 401, message);
		}
		const settings = readSettings(parameters);
		const event = readEvent(body);
		if (!event || !settings.events.has(event.name)) return nothingToStart;
		const received = {
			response,
			body,
			event,
			settings,
			arrivedMs,
			account: accountOf(credential),
			key: keyOf(this, body),
		};
		return await (body.length < largeBytes
			? startOnce(this, received)
			: startLargeOnce(this, received));
	} catch (thrown) {
		throw asNodeError(this.getNode(), thrown);
	}
}

/** An event that starts the workflow. */
interface ReceivedEvent {
	response: ServerResponse;
	body: Buffer;
	event: TerraEvent;
	settings: WebhookSettings;
	arrivedMs: number;
	/** Identifies the account, without a secret. */
	account: string;
	/** See {@link deliveryKey}. */
	key: string | null;
}

/** Hands an event to n8n when there is room for it, unless it was handed over before. */
async function startOnce(
	functions: IWebhookFunctions,
	received: ReceivedEvent,
): Promise<IWebhookResponseData> {
	const { response, key, arrivedMs } = received;
	// Checked twice: a repeated event need not wait, and may arrive while the first one waits.
	const repeated = respondToRepeated(received);
	if (repeated) return repeated;
	// Before it waits for its place, so that the events of a burst share their look-ups.
	const leftMs = lookupDeadlineMs - (Date.now() - arrivedMs);
	const lookupMs = Math.max(0, Math.min(lookupMsWhileWaiting, leftMs));
	const items = await toExecutionData(functions, received, lookupMs);
	if (items.length === 0) return nothingToStart;
	if (!(await eventLimiter.acquire(response))) return senderHasGivenUp;
	const repeatedMeanwhile = respondToRepeated(received);
	if (repeatedMeanwhile) return repeatedMeanwhile;
	if (key !== null) deliveryCache.add(key, response, Date.now());
	return { workflowData: [items] };
}

/** Responds to the sender of a large event, then hands the event to n8n. */
async function startLargeOnce(
	functions: IWebhookFunctions,
	received: ReceivedEvent,
): Promise<IWebhookResponseData> {
	const { response, key } = received;
	const repeated = respondToRepeated(received);
	if (repeated) return repeated;
	if (response.destroyed) return senderHasGivenUp;
	respond(response, 200, 'The workflow is being started');
	if (key !== null) deliveryCache.add(key, response, Date.now());
	const items = await toExecutionData(functions, received, lookupMsOnceResponded);
	return items.length > 0
		? { workflowData: [items], noWebhookResponse: true }
		: { noWebhookResponse: true };
}

function keyOf(functions: IWebhookFunctions, body: Buffer): string | null {
	const traceId = readHeader(functions.getHeaderData()['x-terra-trace-id']);
	const { name } = functions.getNode();
	const node = JSON.stringify([functions.getWorkflow().id, name, functions.getMode()]);
	return deliveryKey(traceId, node, body);
}

/** The response to an event that was handed to n8n before; `null` for a new one. */
function respondToRepeated({ response, key }: ReceivedEvent): IWebhookResponseData | null {
	const status = key === null ? 'to start' : deliveryCache.statusOf(key, Date.now());
	if (status === 'to start') return null;
	if (status === 'stored') return { webhookResponse: { message: 'Already started' } };
	return refuse(response, 503, 'n8n is still busy with this event');
}

function refuse(response: ServerResponse, status: number, message: string): IWebhookResponseData {
	respond(response, status, message);
	return { noWebhookResponse: true };
}

async function toExecutionData(
	functions: IWebhookFunctions,
	{ event, settings: { itemPer, versioned, output, filter }, body, account }: ReceivedEvent,
	lookupMs: number,
): Promise<INodeExecutionData[]> {
	const headers = functions.getHeaderData();
	const details = {
		trace_id: readHeader(headers['x-terra-trace-id']),
		reference: readHeader(headers['terra-reference']),
		ordering_timestamp: readTimestamp(headers['x-terra-ordering-timestamp']),
	};
	const beganMs = Date.now();
	const remainingMs = () => lookupMs - (Date.now() - beganMs);
	const lookup: Lookup = {
		account,
		connect: async () => await connect(functions, remainingMs),
		remainingMs,
		warn: (thrown) => functions.logger.warn(sentenceOf(thrown)),
	};
	const all = eventRecords(event, versioned, details);
	const matching = all.filter(({ record }) => matchesEvent(filter, event, record));
	const records = await ofAthletes(matching, filter.athleteIds, lookup);
	if (records.length === 0) return [];
	if (itemPer === 'record') {
		return (await toItems(records, output, lookup)).map((json) => ({ json }));
	}
	const data = await toRecordJson(event.kind, records, output, lookup);
	return [{ json: wholeEvent(event, body, details, data) }];
}

function readHeader(header: string | string[] | undefined): string | null {
	return typeof header === 'string' && header !== '' ? header : null;
}

/** When Terra first sent the event, milliseconds since 1970. */
function readTimestamp(header: string | string[] | undefined): number | null {
	return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}
