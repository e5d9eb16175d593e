import type { INodeProperties } from 'n8n-workflow';

/**
 * An expression that gives the titles of what is chosen, for the line under a node's name: n8n has no
 * way to show the names of options there, and values such as `getAll` are not for people.
 *
 * @param property the field that is chosen in; several with one name count as one
 */
export function titleOf(properties: readonly INodeProperties[], property: string): string {
	return `${titles(properties, property)}[$parameter["${property}"]]`;
}

/** As {@link titleOf}, for a field in which several things are chosen. */
export function titlesOf(properties: readonly INodeProperties[], property: string): string {
	const map = titles(properties, property);
	return `[$parameter["${property}"]].flat().map((value) => ${map}[value] ?? value).join(", ")`;
}

function titles(properties: readonly INodeProperties[], property: string): string {
	const entries = properties
		.filter(({ name }) => name === property)
		.flatMap(({ options = [] }) => options)
		.map((option) => ['value' in option ? option.value : '', option.name]);
	return `(${JSON.stringify(Object.fromEntries(entries))})`;
}
