import { documentedMessages, lookUp } from '../../soak/n8n/messages';

const documented = documentedMessages();

it('the documentation lists its messages', () => {
	const texts = documented.map(({ text }) => text);
	expect(texts).toEqual(expect.arrayContaining(['with no list', 'seconds (time-out)']));
	expect(texts.length).toBeGreaterThan(50);
});

it('reads the first column of a table alone, and what differs', () => {
	const markdown = '| `Wait … before` · `or this` | in `code` |\n| -- | -- |\n`not in a table`';
	const read = documentedMessages(markdown);
	expect(read.map(({ text }) => text)).toEqual(['Wait … before', 'or this']);
	expect(lookUp('Wait 3 seconds before you go', read)).toBe('Wait … before');
});

it.each([
	'Get many tests of coach 1: Terra answered 503. Terra is temporarily unavailable. Try again later.',
	'Get many coaches: Terra answered 401 (unauthorized). Check the Dev ID and the API Key in the Terra Teams credential.',
	'Get many coaches: the connection broke before the response was complete (no status). Try again later.',
	'Workflow did not finish, possible out-of-memory issue',
])('a documented message: %s', (message) => {
	expect(lookUp(message, documented)).toBeDefined();
});

it.each([
	"Cannot read properties of undefined (reading 'length')",
	'Request failed with status code 503',
	'Something went wrong',
	'TypeError: x is not a function. Terra is temporarily unavailable.',
	'connect ECONNREFUSED 127.0.0.1:80',
	'',
])('a message that nobody can look up: %s', (message) => {
	expect(lookUp(message, documented)).toBeUndefined();
});
