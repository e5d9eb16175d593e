/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createServer, type IncomingMessage } from 'node:http';

/** What n8n's AI Agent asked the model, as far as it is looked at. */
export interface ChatQuestion {
	messages: { role: string; content: unknown }[];
	/** What the model may call. */
	tools?: { function: { name: string; description: string; parameters: object } }[];
}

/** A server that speaks as OpenAI's chat completions do. */
export interface ChatModel {
	/** For the Base URL of n8n's OpenAI credential. */
	baseUrl: string;
	/** Everything that it was asked, in order. */
	questions: ChatQuestion[];
	close: () => Promise<void>;
}

/**
 * Starts a model that does not think: asked for the first time, it calls the only tool that it is
 * offered with these arguments; given the tool's result, it responds with just that.
 */
export async function startChatModel(toolArguments: Record<string, unknown>): Promise<ChatModel> {
	const questions: ChatQuestion[] = [];
	const server = createServer((request, response) => {
		void readBody(request).then((body) => {
			const question = JSON.parse(body) as ChatQuestion;
			questions.push(question);
			const result = question.messages.find(({ role }) => role === 'tool');
			const name = question.tools?.[0]?.function.name;
			const call = { name, arguments: JSON.stringify(toolArguments) };
			const message = result
				? { role: 'assistant', content: result.content }
				: {
						role: 'assistant',
						content: null,
						tool_calls: [{ id: 'call-1', type: 'function', function: call }],
					};
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify(completion(message, result ? 'stop' : 'tool_calls')));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		questions,
		async close() {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

function completion(message: object, finishReason: string): object {
	return {
		id: 'completion',
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: finishReason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
