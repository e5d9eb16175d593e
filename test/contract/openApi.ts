/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync } from 'node:fs';

import addFormats from 'ajv-formats';
import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import { parse } from 'yaml';

import { isObject } from '../../nodes/TerraTeams/records/json';
import { exceptions } from './exceptions';

/** A request, and what came back. */
export interface Exchange {
	method: string;
	/** From the root of the server, without the query. */
	path: string;
	query: Record<string, string>;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The parsed JSON; `undefined` where there is none. */
	body: unknown;
	status: number;
	response: unknown;
}

type Json = Record<string, unknown>;

/** An operation of a file, and where in the file it stands. */
interface Operation {
	name: string;
	method: string;
	/** Matches the paths of requests. */
	path: RegExp;
	/** A JSON pointer below the file. */
	pointer: string;
	definition: Json;
	/** With those of the whole path. */
	parameters: Json[];
}

/** The events that have the form of a response, since no file has them as webhooks. */
const eventsOfResponses: Record<string, string> = {
	'activity.retrieved': 'GET /coaches/{coachId}/activities',
	'test.retrieved': 'GET /coaches/{coachId}/tests',
};

const teamsBase = '/v2/teams';

/**
 * Holds requests, responses and events against OpenAPI 3.1 files. Each check gives a sentence for
 * everything that is not as a file says, apart from the {@link exceptions}.
 */
export class OpenApi {
	private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
	private readonly operations: Operation[] = [];
	private readonly events = new Map<string, string>();
	private readonly checked = new Set<string>();

	/** @throws where a file cannot be read or has no paths */
	constructor(files: readonly string[]) {
		addFormats(this.ajv);
		for (const [index, file] of files.entries()) this.addFile(file, `file${index}`);
	}

	/** The operations of the files that no exchange was of. */
	get unchecked(): string[] {
		const names = [...this.operations.map(({ name }) => name), ...this.events.keys()];
		return names.filter((name) => !this.checked.has(name));
	}

	checkExchange(exchange: Exchange): string[] {
		const { method, path, status } = exchange;
		const operation = this.operations.find((one) => one.method === method && one.path.test(path));
		if (!operation) {
			return exceptions.paths.includes(path) ? [] : [`${method} ${path} is in no file`];
		}
		this.checked.add(operation.name);
		const problems = [
			...this.checkParameters(operation, exchange),
			...this.checkBody(operation, exchange.body),
			...this.checkResponse(operation, status, exchange.response),
		];
		return problems.map((problem) => `${operation.name}: ${problem}`);
	}

	checkEvent(event: unknown): string[] {
		const type = isObject(event) ? String(event.type) : 'an event without a type';
		if (exceptions.events.includes(type)) return [];
		const webhook = this.events.get(type);
		const operation = this.operations.find(({ name }) => name === eventsOfResponses[type]);
		const pointer = webhook ?? (operation && contentPointer(operation, 'responses/200'));
		if (pointer === undefined) return [`event ${type} is in no file`];
		this.checked.add(type);
		return this.validate(pointer, event).map((problem) => `event ${type}: ${problem}`);
	}

	private addFile(file: string, id: string): void {
		const document: unknown = parse(readFileSync(file, 'utf8'));
		if (!isObject(document) || !isObject(document.paths)) throw new Error(`${file} has no paths`);
		dropAmbiguousData(document);
		this.ajv.addSchema(document, id);
		for (const [path, item] of Object.entries(document.paths)) {
			if (!isObject(item)) continue;
			for (const [method, definition] of Object.entries(item)) {
				if (!isObject(definition) || method === 'parameters') continue;
				const base = path.includes('/session') || path.startsWith('/auth/') ? '' : teamsBase;
				this.operations.push({
					name: `${method.toUpperCase()} ${path}`,
					method: method.toUpperCase(),
					path: new RegExp(`^${base}${path.replace(/\{\w+\}/g, '[^/]+')}$`),
					pointer: `${id}#/paths/${escaped(path)}/${method}`,
					definition,
					parameters: [...objectsOf(item.parameters), ...objectsOf(definition.parameters)],
				});
			}
		}
		for (const [name, item] of Object.entries(
			isObject(document.webhooks) ? document.webhooks : {},
		)) {
			const type = exampleTypeOf(item);
			const content = `requestBody/content/${escaped('application/json')}/schema`;
			if (type) this.events.set(type, `${id}#/webhooks/${name}/post/${content}`);
		}
	}

	private checkParameters({ parameters }: Operation, { query, headers }: Exchange): string[] {
		const problems: string[] = [];
		const documented = new Set<string>();
		for (const { name, in: place, required, schema } of parameters) {
			if (typeof name !== 'string' || place === 'path') continue;
			const value = place === 'query' ? query[name] : headers[name];
			if (place === 'query') documented.add(name);
			if (value === undefined) {
				if (required === true) problems.push(`the ${String(place)} has no ${name}`);
			} else if (isObject(schema) && !this.ajv.validate(schema, value)) {
				problems.push(`${name} is ${String(value)}, which is not as documented`);
			}
		}
		for (const header of ['dev-id', 'x-api-key']) {
			if (!headers[header]) problems.push(`there is no header ${header}`);
		}
		for (const name of Object.keys(query)) {
			if (documented.has(name) || exceptions.query.includes(name)) continue;
			problems.push(`the query has ${name}, which is not documented`);
		}
		return problems;
	}

	private checkBody(operation: Operation, body: unknown): string[] {
		const { requestBody } = operation.definition;
		if (body === undefined) {
			const isRequired = isObject(requestBody) && requestBody.required === true;
			return isRequired ? ['there is no body'] : [];
		}
		if (!isObject(requestBody)) return ['there is a body, which is not documented'];
		const pointer = contentPointer(operation, 'requestBody');
		const unknown = this.unknownFields(pointer, body).map(
			(name) => `the body has ${name}, which is not documented`,
		);
		const problems = this.validate(pointer, body);
		return [...unknown, ...problems.map((problem) => `the body: ${problem}`)];
	}

	private checkResponse(operation: Operation, status: number, response: unknown): string[] {
		const { responses } = operation.definition;
		const documented = isObject(responses) ? responses[status] : undefined;
		if (!isObject(documented)) {
			const isExpected = exceptions.statuses.some(
				(one) => operation.path.test(one.path) && one.status === status,
			);
			return isExpected ? [] : [`status ${status} is not documented`];
		}
		if (documented.content === undefined) return [];
		const pointer = contentPointer(operation, `responses/${status}`);
		return this.validate(pointer, response).map((problem) => `the response: ${problem}`);
	}

	/** The fields of a body that its schema does not name. */
	private unknownFields(pointer: string, body: unknown): string[] {
		const schema = this.ajv.getSchema(pointer)?.schema;
		const properties = propertiesOf(this.resolved(schema, pointer));
		if (!isObject(body) || properties.size === 0) return [];
		return Object.keys(body).filter((name) => !properties.has(name));
	}

	private resolved(schema: unknown, pointer: string): unknown {
		if (!isObject(schema) || typeof schema.$ref !== 'string') return schema;
		const [id = ''] = pointer.split('#');
		return this.ajv.getSchema(`${id}${schema.$ref}`)?.schema;
	}

	private validate(pointer: string, value: unknown): string[] {
		const check = this.ajv.getSchema(pointer);
		if (!check) throw new Error(`There is no schema at ${pointer}`);
		if (check(value)) return [];
		// What each of several schemas misses says less than that none of them fits.
		const errors = (check.errors ?? []).filter(
			({ schemaPath }) => !/\/(oneOf|anyOf)\//.test(schemaPath),
		);
		const data = (path: string) => valueAt(value, path);
		const sentences = errors.map((error) => sentenceOf(error, data(error.instancePath)));
		return [...new Set(sentences)].filter(
			(sentence) => !exceptions.values.some((expected) => expected.test(sentence)),
		);
	}
}

/** The list of schemas that every record matches several of, which no record can be valid against. */
function dropAmbiguousData(document: Json): void {
	const components = isObject(document.components) ? document.components : {};
	const schemas = isObject(components.schemas) ? components.schemas : {};
	const data = isObject(schemas.CoachDataReturned) ? schemas.CoachDataReturned.properties : {};
	const items = isObject(data) && isObject(data.data) ? data.data.items : undefined;
	if (isObject(items)) delete items.oneOf;
}

function contentPointer({ pointer }: Operation, place: string): string {
	return `${pointer}/${place}/content/${escaped('application/json')}/schema`;
}

function exampleTypeOf(item: unknown): string | undefined {
	const text = JSON.stringify(item);
	return /"type":"(\w+\.\w+)"/.exec(text)?.[1];
}

function propertiesOf(schema: unknown): Set<string> {
	if (!isObject(schema)) return new Set();
	const own = isObject(schema.properties) ? Object.keys(schema.properties) : [];
	return new Set([...own, ...objectsOf(schema.allOf).flatMap((part) => [...propertiesOf(part)])]);
}

function objectsOf(list: unknown): Json[] {
	return Array.isArray(list) ? list.filter(isObject) : [];
}

function sentenceOf({ instancePath, message, params }: ErrorObject, value: unknown): string {
	const place = instancePath.replace(/\/\d+/g, '/*') || 'it';
	const missing: unknown = params.missingProperty;
	if (typeof missing === 'string') return `${place} has no ${missing}`;
	const shown = typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value);
	return `${place} is ${shown}: it ${message}`;
}

function valueAt(value: unknown, pointer: string): unknown {
	const steps = pointer.split('/').slice(1);
	return steps.reduce<unknown>((at, step) => (at as Json | undefined)?.[step], value);
}

/** A step of a JSON pointer in a URI. */
function escaped(step: string): string {
	return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
