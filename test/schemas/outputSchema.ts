/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const typeNames = ['string', 'number', 'boolean', 'object', 'array', 'null'] as const;
export type TypeName = (typeof typeNames)[number];

/** What n8n's editor understands of JSON Schema, which is all that the output schemas use. */
export interface OutputSchema {
	/** Of several types the editor shows the first. */
	type: TypeName | TypeName[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
	/** Absent where other fields than the named ones may be there. */
	additionalProperties?: false;
}

/** The name under which n8n looks for the schema of a node without resource and operation. */
export const schemaOfTriggers = 'output';

/** The nodes' versions, as n8n looks for them; the triggers' schemas differ in nothing else. */
export type NodeVersion = 'v1.0.0' | 'v1.1.0';
export const webhookTriggerVersion: NodeVersion = 'v1.1.0';

/** Where the schema of an operation stands, `<resource>/<operation>`, or that of a trigger. */
export function schemaFile(name: string, version: NodeVersion = 'v1.0.0'): string {
	const folder = resolve(__dirname, '../../nodes/TerraTeams/__schema__', version);
	return join(folder, `${name}.json`);
}

export function readSchema(name: string, version?: NodeVersion): OutputSchema {
	return JSON.parse(readFileSync(schemaFile(name, version), 'utf8')) as OutputSchema;
}

export function typeOf(value: unknown): TypeName {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	const name = typeNames.find((type) => type === typeof value);
	if (name) return name;
	throw new Error(`JSON has no ${typeof value}`);
}

/** What is wrong with a value by a schema, each with its path; empty where it is valid. */
export function violations(schema: OutputSchema, value: unknown, path = ''): string[] {
	const type = typeOf(value);
	const allowed = [schema.type].flat();
	if (!allowed.includes(type)) return [`${path}: ${type} instead of ${allowed.join(' or ')}`];
	if (Array.isArray(value)) {
		const { items } = schema;
		return items
			? value.flatMap((item, index) => violations(items, item, `${path}[${index}]`))
			: [];
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const { properties = {}, additionalProperties } = schema;
		const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
		if (known) return violations(known, inner, `${path}.${name}`);
		return additionalProperties === false ? [`${path}.${name}: not in the schema`] : [];
	});
}
