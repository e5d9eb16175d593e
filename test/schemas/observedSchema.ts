import { typeNames, typeOf, type OutputSchema, type TypeName } from './outputSchema';

/** How a schema is made of what was seen. */
export interface SchemaOptions {
	/** Whether the records are given as the server sent them, which may leave out and add fields. */
	asSent: boolean;
	/** The fields that have no value here, but elsewhere in the same columns. */
	empty?: readonly string[];
}

/** The number of metrics whose names a schema shows: those that most records have. */
const metricsShown = 5;

/**
 * The schema of some items; it accepts all of them. Every field must have had a value at least
 * once, and a null as well where it can be null.
 *
 * @throws where a field has not had a value, or values of several types
 */
export function schemaOf(
	items: readonly object[],
	{ asSent, empty = [] }: SchemaOptions,
): OutputSchema {
	const nullable = (type: TypeName, values: readonly unknown[]): OutputSchema => ({
		type: asSent || values.includes(null) ? [type, 'null'] : type,
	});

	function schemaOfValues(values: readonly unknown[], path: string): OutputSchema {
		const types = new Set(values.filter((value) => value !== null).map(typeOf));
		const [type, ...others] = types;
		if (!type && empty.includes(path.slice(1))) return { type: 'null' };
		if (!type) throw new Error(`${path} never had a value`);
		if (others.length > 0) throw new Error(`${path} had several types: ${[...types].join(', ')}`);
		if (type === 'array') {
			const elements = values.filter(Array.isArray).flat();
			return { ...nullable(type, values), items: schemaOfValues(elements, `${path}[]`) };
		}
		if (type !== 'object') return nullable(type, values);
		const isOpen = asSent || path.endsWith('.metrics');
		return {
			...(path === '' ? { type } : nullable(type, values)),
			properties: path.endsWith('.metrics') ? metricsIn(values) : fieldsIn(values, path),
			...(!isOpen && { additionalProperties: false }),
		};
	}

	function fieldsIn(objects: readonly unknown[], path: string): Record<string, OutputSchema> {
		const values = valuesByName(objects);
		return Object.fromEntries(
			[...values].map(([name, seen]) => [name, schemaOfValues(seen, `${path}.${name}`)]),
		);
	}

	return schemaOfValues(items, '');
}

/** The names that most objects have; their values are given as sent, so they can be anything. */
function metricsIn(objects: readonly unknown[]): Record<string, OutputSchema> {
	const counted = [...valuesByName(objects)].flatMap(([name, values]) => {
		const [first, ...others] = values.filter((value) => value !== null);
		return first === undefined ? [] : [{ name, type: typeOf(first), count: others.length }];
	});
	const most = counted.sort((a, b) => b.count - a.count).slice(0, metricsShown);
	return Object.fromEntries(
		most.map(({ name, type }) => [name, { type: [...new Set([type, ...typeNames])] }]),
	);
}

/** The values of each field of some objects, in the order in which the fields first appear. */
function valuesByName(objects: readonly unknown[]): Map<string, unknown[]> {
	const values = new Map<string, unknown[]>();
	for (const object of objects) {
		if (typeof object !== 'object' || object === null) continue;
		for (const [name, value] of Object.entries(object)) {
			const seen = values.get(name);
			if (seen) seen.push(value);
			else values.set(name, [value]);
		}
	}
	return values;
}
