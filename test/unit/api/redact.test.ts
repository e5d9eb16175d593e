import { redact } from '../../../nodes/TerraTeams/api/redact';

it('leaves nothing over of a secret that begins or ends with another', () => {
	expect(redact('club-secret, secret, club', ['club', 'secret', 'club-secret'])).toBe(
		'[hidden], [hidden], [hidden]',
	);
});

it('overlooks the spaces that were pasted along with a secret', () => {
	expect(redact('key=abcd', [' abcd\n'])).toBe('key=[hidden]');
});

it('does not blot out a sentence for a secret of a few letters', () => {
	expect(redact('the tests', ['', ' ', 'the', '   a   '])).toBe('the tests');
});

it('takes patterns and broken characters for what they are', () => {
	expect(redact('a.c* abc* \ud800abc', ['a.c*', '\ud800abc', '(((('])).toBe(
		'[hidden] abc* [hidden]',
	);
});
