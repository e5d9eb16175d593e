import { isJsonObject, parseJson, type Json } from './json';

/** Deeper values are replaced: n8n cannot save an item that is nested thousands of levels deep. */
const maxDepth = 100;

const tooDeep = `[nested more than ${maxDepth} levels deep]`;

/** A text with so many closing brackets in a row is nested deeply. Real records end in far fewer. */
const deepEnd = 30;

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
	return endsDeep(text) ? cutDeep(exact ?? json, 0) : (exact ?? json);
}

/** Looks only where such a row of brackets cannot be missed: texts of a hundred megabytes are read. */
function endsDeep(text: string): boolean {
	for (let place = deepEnd - 1; place < text.length; place += deepEnd) {
		if (!isClosing(text, place)) continue;
		let begin = place;
		while (isClosing(text, begin - 1)) begin--;
		while (isClosing(text, place + 1)) place++;
		if (place - begin + 1 >= deepEnd) return true;
	}
	return false;
}

/** Whether there is a closing bracket at a place of a text. */
function isClosing(text: string, place: number): boolean {
	const code = text.charCodeAt(place);
	return code === 0x7d || code === 0x5d;
}

/**
 * Whether a field that identifies a record or its owner was rounded. Written out, since V8 reads a field
 * of a hundred thousand records much faster where its name stands in the code.
 *
 * @param depth how many levels of lists and objects to look into
 */
function hasRoundedId(json: Json | undefined, depth: number): boolean {
	if (depth === 0) return false;
	if (Array.isArray(json)) return json.some((element) => hasRoundedId(element, depth));
	if (!isJsonObject(json)) return false;
	return (
		isRounded(json.activity_id) ||
		isRounded(json.athlete_id) ||
		isRounded(json.coach_id) ||
		isRounded(json.external_athlete_id) ||
		isRounded(json.external_coach_id) ||
		isRounded(json.reference_id) ||
		isRounded(json.test_id) ||
		hasRoundedId(json.data, depth - 1) ||
		hasRoundedId(json.providers, depth - 1) ||
		hasRoundedId(json.athletes, depth - 1) ||
		hasRoundedId(json.athlete, depth - 1) ||
		hasRoundedId(json.coach, depth - 1)
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
