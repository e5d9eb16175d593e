import { isJsonObject, parseJson, type Json } from './json';

/** Deeper values are replaced: n8n cannot save an item that is nested thousands of levels deep. */
const maxDepth = 100;

const tooDeep = `[nested more than ${maxDepth} levels deep]`;

/** What ends a text that is nested deeply. Real records end in far fewer brackets. */
const deepEnds = ['}'.repeat(30), ']'.repeat(30), ']}'.repeat(15)];

/** Fields whose values identify a record or its owner. */
const idFields = [
	'activity_id',
	'athlete_id',
	'coach_id',
	'external_athlete_id',
	'external_coach_id',
	'reference_id',
	'test_id',
];

/**
 * Parses JSON that Terra sent.
 *
 * - Ids that are whole numbers beyond 2^53 become text: JSON.parse would round them, and two records
 *   could get the same id.
 * - Values that are nested too deeply are replaced by a text that says so.
 *
 * @returns the value, or `undefined` where the text is not JSON (cut off, HTML, empty)
 */
export function parseReceived(text: string): Json | undefined {
	const json = parseJson(text);
	if (json === undefined) return undefined;
	const exact = hasRoundedId(json, 3) ? parseJson(quoteLargeIntegers(text)) : json;
	return deepEnds.some((end) => text.includes(end)) ? cutDeep(exact ?? json, 0) : (exact ?? json);
}

/** @param depth how many levels of lists and objects to look into */
function hasRoundedId(json: Json | undefined, depth: number): boolean {
	if (depth === 0) return false;
	if (Array.isArray(json)) return json.some((element) => hasRoundedId(element, depth));
	if (!isJsonObject(json)) return false;
	if (idFields.some((field) => isRounded(json[field]))) return true;
	return [json.data, json.providers, json.athletes, json.athlete, json.coach].some((part) =>
		hasRoundedId(part, depth - 1),
	);
}

function isRounded(value: Json | undefined): boolean {
	return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** Puts whole numbers that would be rounded in quotation marks; what is in a text stays as it is. */
function quoteLargeIntegers(text: string): string {
	return text.replace(/"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, (token) =>
		token.startsWith('"') || !isRounded(Number(token)) ? token : `"${token}"`,
	);
}

function cutDeep(json: Json, depth: number): Json {
	if (typeof json !== 'object' || json === null) return json;
	if (depth > maxDepth) return tooDeep;
	if (Array.isArray(json)) return json.map((element) => cutDeep(element, depth + 1));
	return Object.fromEntries(
		Object.entries(json).map(([name, value]) => [name, cutDeep(value ?? null, depth + 1)]),
	);
}
