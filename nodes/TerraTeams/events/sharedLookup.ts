import { ConcurrencyLimiter } from '../api/concurrencyLimiter';
import { withinTimeLimit } from '../api/timeLimit';
import type { Lookup } from './lookup';

/** Max number of look-ups at the same time, since each sends several requests at once. */
const maxConcurrency = 16;

/** A question that waits for its answer. */
interface Waiting<Question, Answer> {
	question: Question;
	lookup: Lookup;
	resolve: (answer: Answer) => void;
	reject: (thrown: unknown) => void;
}

/** The questions about one thing, such as the tests of a coach. */
interface Topic<Question, Answer> {
	waiting: Waiting<Question, Answer>[];
	/** The look-up that started last, while it is under way. */
	running: Promise<void> | null;
}

/**
 * Answers the questions of many events with few requests. Questions about the same topic that arrive
 * while a look-up is under way are answered together by the next one.
 */
export class SharedLookup<Question, Answer> {
	private readonly topics = new Map<string, Topic<Question, Answer>>();
	private readonly limiter = new ConcurrencyLimiter(maxConcurrency);

	/**
	 * @param answer gives the answers to questions about one topic, with the look-up of the question
	 *   that has the most time left
	 */
	constructor(
		private readonly answer: (
			questions: readonly Question[],
			lookup: Lookup,
		) => Promise<(question: Question) => Answer>,
	) {}

	/** @throws whatever the look-up throws; the caller limits how long it waits */
	async ask(name: string, question: Question, lookup: Lookup): Promise<Answer> {
		const topic = this.topics.get(name) ?? { waiting: [], running: null };
		this.topics.set(name, topic);
		return await new Promise((resolve, reject) => {
			topic.waiting.push({ question, lookup, resolve, reject });
			void this.startInTurn(name, topic, lookup.remainingMs());
		});
	}

	/**
	 * Waits for the look-up that is under way, but no longer than half of the time that is left: an
	 * event must not go without names because others, who have more time, were first.
	 */
	private async startInTurn(
		name: string,
		topic: Topic<Question, Answer>,
		leftMs: number,
	): Promise<void> {
		const { running } = topic;
		if (running) {
			const patienceMs = Math.min(Math.max(0, leftMs / 2), 60_000);
			await withinTimeLimit(patienceMs, async () => await running).catch(() => undefined);
		}
		const members = topic.waiting.splice(0);
		if (members.length === 0) return;
		const current = this.answerAll(members);
		topic.running = current;
		await current;
		if (topic.running === current) topic.running = null;
		if (!topic.running && topic.waiting.length === 0) this.topics.delete(name);
	}

	private async answerAll(members: Waiting<Question, Answer>[]): Promise<void> {
		const release = await this.limiter.acquire();
		try {
			const lookup = members
				.map((member) => member.lookup)
				.reduce((most, other) => (other.remainingMs() > most.remainingMs() ? other : most));
			const questions = members.map(({ question }) => question);
			const answerTo = await this.answer(questions, lookup);
			for (const { question, resolve } of members) resolve(answerTo(question));
		} catch (thrown) {
			for (const { reject } of members) reject(thrown);
		} finally {
			release?.();
		}
	}
}
