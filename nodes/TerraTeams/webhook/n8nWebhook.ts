import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { InputError } from '../api/errors';
import { connect, credentialName } from '../shared/connect';
import { formEvents, formRecords, type Lookup } from '../events/enrichment';
import { asNodeError } from '../shared/nodeErrors';
import { isRecord, Parameters, readFlag, readHours } from '../shared/parameters';
import { readIncludeAthlete } from '../shared/includeAthlete.fields';
import { readOutput } from '../shared/output.fields';
import { answer, isHttpResponse, largeBytes, type HttpResponse } from './httpResponse';
import { isWebhookEvent, readEvent, type TerraEvent } from './events';
import { eventRecords, wholeEvent } from './eventRecords';
import { defaultMaxAgeHours, type SignatureSettings, type WebhookSettings } from './settings';
import { deliveryKey, DeliveryCache } from './deliveryCache';
import { readSecrets, refusalOf, refusalSentences } from './signature';
import { Turns } from './turns';

const turns = new Turns();
const deliveryCache = new DeliveryCache();

/** How long to look for athletes and names of metrics while Terra waits, which it does for 8 s ... */
const lookupMsWhileWaiting = 4000;

/** ... and how long after the event's arrival that has to be over, for n8n to store it as well. */
const lookedUpWithinMs = 5000;

/** How long to look for them once Terra has its answer. */
const lookupMsOnceAnswered = 60_000;

const nothingToStart: IWebhookResponseData = { webhookResponse: { message: 'Nothing to start' } };

/** A sender that has given up sends the event again: if it started something now, it would twice. */
const senderHasGivenUp: IWebhookResponseData = { noWebhookResponse: true };

/**
 * An event that has reached the address of the trigger node. n8n answers 200 as soon as it has
 * stored the execution, and at once where there is nothing to start or where events come in bulk.
 *
 * @throws NodeOperationError where the node is not set up as it should be, never because of what
 *   was sent: n8n makes a failed execution of whatever is thrown here
 */
export async function receiveEvent(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const arrivedMs = Date.now();
	try {
		const response: unknown = this.getResponseObject();
		if (!isHttpResponse(response)) throw new Error('n8n gave no response to answer with.');
		if (response.destroyed) return senderHasGivenUp;
		// Of an answer that others have to go out before, Node.js does not tell that it never will.
		if (response.socket === null) return refuse(response, 503, 'Requests must not be pipelined');
		const body = await readBody(this.getRequestObject());
		if (!body) return refuse(response, 400, 'n8n cannot read the body, or it is too large for it');
		const parameters = new WebhookParameters(this);
		const credential = await getCredential(this);
		const rules = {
			...readSignatureSettings(parameters),
			secrets: readSecrets(credential.webhookSigningSecret),
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
		return await startOnce(this, { response, body, event, settings, arrivedMs });
	} catch (thrown) {
		throw asNodeError(this.getNode(), thrown);
	}
}

/** An event that the workflow is to be started with. */
interface Received {
	response: HttpResponse;
	body: Buffer;
	event: TerraEvent;
	settings: WebhookSettings;
	arrivedMs: number;
}

/** Hands an event to n8n when it is its turn, unless it was handed over before. */
async function startOnce(
	functions: IWebhookFunctions,
	{ response, body, event, settings, arrivedMs }: Received,
): Promise<IWebhookResponseData> {
	const traceId = readHeader(functions.getHeaderData()['x-terra-trace-id']);
	const node = [functions.getWorkflow().id, functions.getNode().id, functions.getMode()];
	const name = deliveryKey(traceId, node.join(' '), body);
	const repeated = () => (name === null ? null : answerRepeat(response, name));
	const isLarge = body.length >= largeBytes;
	const isWaitedFor = async () => (isLarge ? !response.destroyed : await turns.take(response));
	// Looked at twice: a repeat need not wait for its turn, and may come while another one does.
	const repeat = repeated() ?? ((await isWaitedFor()) ? repeated() : senderHasGivenUp);
	if (repeat) return repeat;
	if (isLarge) answer(response, 200, 'The workflow is being started');
	if (name !== null) deliveryCache.remember(name, response, Date.now());
	const leftMs = lookedUpWithinMs - (Date.now() - arrivedMs);
	const waitingMs = Math.max(0, Math.min(lookupMsWhileWaiting, leftMs));
	const lookupMs = isLarge ? lookupMsOnceAnswered : waitingMs;
	const items = await give(functions, event, settings, body, lookupMs);
	if (!isLarge && response.destroyed) {
		if (name !== null) deliveryCache.forget(name);
		return senderHasGivenUp;
	}
	const start = items.length > 0 ? { workflowData: [items] } : nothingToStart;
	return isLarge ? { ...start, noWebhookResponse: true } : start;
}

/** The credentials that n8n is being asked for, by node. */
const askedFor = new Map<string, Promise<Record<string, unknown>>>();

/**
 * The node's credential. Events that come in bulk share one answer of n8n, which makes a JavaScript
 * engine of its own for each, and with 200 of them has time for nothing else.
 */
async function getCredential(functions: IWebhookFunctions): Promise<Record<string, unknown>> {
	const { id, credentials } = functions.getNode();
	const saved = credentials?.[credentialName]?.id;
	const name = JSON.stringify([functions.getWorkflow().id, id, saved, functions.getMode()]);
	const asked =
		askedFor.get(name) ??
		functions.getCredentials(credentialName).finally(() => askedFor.delete(name));
	askedFor.set(name, asked);
	return await asked;
}

/** What is answered to an event that was handed to n8n before; `null` where it has to be. */
function answerRepeat(response: HttpResponse, name: string): IWebhookResponseData | null {
	const state = deliveryCache.stateOf(name, Date.now());
	if (state === 'to start') return null;
	if (state === 'stored') return { webhookResponse: { message: 'It has started already' } };
	return refuse(response, 503, 'n8n is still busy with this event');
}

function refuse(response: HttpResponse, status: number, message: string): IWebhookResponseData {
	answer(response, status, message);
	return { noWebhookResponse: true };
}

/**
 * The bytes of a request's body; `null` where they cannot be read, as those of a form with files or
 * of more than n8n takes. n8n itself reads only what is sent as JSON, XML or text.
 */
async function readBody(request: unknown): Promise<Buffer | null> {
	if (canBeRead(request) && request.rawBody === undefined) {
		await request.readRawBody().catch(() => undefined);
	}
	return isRecord(request) && Buffer.isBuffer(request.rawBody) ? request.rawBody : null;
}

/** A request of n8n's, which keeps in `rawBody` what it has read. */
interface Readable {
	rawBody?: unknown;
	readRawBody: () => Promise<unknown>;
}

function canBeRead(request: unknown): request is Readable {
	return isRecord(request) && typeof request.readRawBody === 'function';
}

async function give(
	functions: IWebhookFunctions,
	event: TerraEvent,
	{ itemPer, versioned, output }: WebhookSettings,
	body: Buffer,
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
		connect: async () => await connect(functions, remainingMs),
		hasTime: () => remainingMs() > 0,
		warn: (message) => functions.logger.warn(message),
	};
	const records = eventRecords(event, versioned, details);
	if (records.length === 0) return [];
	if (itemPer === 'record') {
		return (await formEvents(records, output, lookup)).map((json) => ({ json }));
	}
	const data = await formRecords(event.kind, records, output, lookup);
	return [{ json: wholeEvent(event, body, details, data) }];
}

function readHeader(header: string | string[] | undefined): string | null {
	return typeof header === 'string' && header !== '' ? header : null;
}

/** Milliseconds since 1970, at which Terra sent the event for the first time. */
function readTimestamp(header: string | string[] | undefined): number | null {
	return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function readSignatureSettings(parameters: Parameters): SignatureSettings {
	const { acceptUnsigned, maxAgeHours } = parameters.collection('options');
	return {
		acceptsUnsigned: readFlag(acceptUnsigned ?? false, 'Accept Unsigned Events'),
		maxAgeSeconds: readHours(maxAgeHours ?? defaultMaxAgeHours, 'Max Age') * 3600,
	};
}

/** @throws InputError where a parameter does not hold what it should */
function readSettings(parameters: Parameters): WebhookSettings {
	const events = parameters.list('triggerOn', 'Trigger On');
	const known = events.filter(isWebhookEvent);
	if (known.length === 0 || known.length < events.length) {
		throw new InputError('Trigger On is empty or holds an unknown event', 'Choose an event.');
	}
	const { versions } = parameters.collection('options');
	const chosen: unknown[] = Array.isArray(versions) ? versions : [];
	return {
		events: new Set(known),
		itemPer: parameters.value('itemPer') === 'event' ? 'event' : 'record',
		output: { form: readOutput(parameters), includesAthlete: readIncludeAthlete(parameters) },
		versioned: new Set((['activity', 'test'] as const).filter((kind) => chosen.includes(kind))),
	};
}

/** The parameters of the trigger node; it has no items. */
class WebhookParameters extends Parameters {
	constructor(private readonly functions: IWebhookFunctions) {
		super();
	}

	value(name: string): unknown {
		return this.functions.getNodeParameter(name, null, { skipValidation: true });
	}
}
