/**
 * Makes names unique: from its second occurrence on, a name gets a number (`name_2`) with which it
 * differs from all other names.
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
