/**
 * The names, each once: from its second time on a name gets a number, `name_2`, which is none of
 * the other names.
 */
export function uniqueNames(names: readonly string[]): string[] {
	const taken = new Set(names);
	if (taken.size === names.length) return [...names];
	const times = new Map<string, number>();
	return names.map((name) => {
		let count = (times.get(name) ?? 0) + 1;
		let unique = name;
		if (count > 1) {
			while (taken.has(`${name}_${count}`)) count++;
			unique = `${name}_${count}`;
			taken.add(unique);
		}
		times.set(name, count);
		return unique;
	});
}
