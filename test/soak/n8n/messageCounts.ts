import { documentedMessages, lookUp } from './messages';

/** Counts messages under what the documentation calls them. */
export class MessageCounts {
	private readonly known = documentedMessages();
	private readonly counts = new Map<string, number>();
	private readonly unknown = new Set<string>();

	add(message: string): void {
		const text = lookUp(message, this.known);
		if (text === undefined) this.unknown.add(message);
		else this.counts.set(text, (this.counts.get(text) ?? 0) + 1);
	}

	/** How often each message was seen, the most frequent one first. */
	documented(): Record<string, number> {
		return Object.fromEntries([...this.counts].sort(([, a], [, b]) => b - a));
	}

	undocumented(): string[] {
		return [...this.unknown];
	}
}
