/**
 * Decodes the format in which n8n sends an execution's data: a JSON array in which every string
 * and every object stands once and is referred to, inside objects, by its index written as a
 * string.
 */
export function decodeFlatted(text: string): unknown {
	const table: unknown = JSON.parse(text);
	if (!Array.isArray(table)) return table;
	const entries: readonly unknown[] = table;
	const decoded = new Map<number, unknown>();

	const at = (index: number): unknown => {
		if (decoded.has(index)) return decoded.get(index);
		const entry = entries[index];
		if (Array.isArray(entry)) {
			const list: unknown[] = [];
			// Remembered before it is filled: an object may contain itself.
			decoded.set(index, list);
			for (const value of entry) list.push(referred(value));
			return list;
		}
		if (typeof entry === 'object' && entry !== null) {
			const object: Record<string, unknown> = {};
			decoded.set(index, object);
			for (const [key, value] of Object.entries(entry)) object[key] = referred(value);
			return object;
		}
		return entry;
	};
	const referred = (value: unknown) => (typeof value === 'string' ? at(Number(value)) : value);

	return at(0);
}
