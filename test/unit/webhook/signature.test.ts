import { refusalSentences } from '../../../nodes/TerraTeams/webhook/signature';
import { readSigningSecrets } from '../../../nodes/TerraTeams/shared/signingSecrets';
import { check, reference, sign, signedAtMs } from './signatures';

const { seconds, v1 } = reference;
const right = `t=${seconds},v1=${v1}`;
const wrong = v1.replace('f', '0');

describe('the reference', () => {
	it('is accepted', () => expect(check(right)).toBeNull());

	it.each([
		['several v1, the right one first', `t=${seconds},v1=${v1},v1=${wrong}`],
		['several v1, the right one last', `t=${seconds},v1=${wrong},v1=${wrong},v1=${v1}`],
		['a v1 that is no signature beside it', `t=${seconds},v1=zz,v1=,v1,v1=${v1}`],
		['other schemes', `v0=${wrong},t=${seconds},v2=${wrong},v1=${v1},x`],
		['spaces', ` t = ${seconds} ,  v1 = ${v1} `],
		['upper-case hex', `t=${seconds},v1=${v1.toUpperCase()}`],
		['another order', `v1=${v1},t=${seconds}`],
		['the header sent twice', `${right}, ${right}`],
	])('is accepted with %s', (_, header) => expect(check(header)).toBeNull());

	it.each(['terra-signature', 'Terra-Signature', 'x-terra-signature', 'X-TERRA-SIGNATURE'])(
		'is accepted in the header %s',
		(name) => expect(check({ [name]: right })).toBeNull(),
	);

	it('is accepted in either header if the other one holds something else', () => {
		const other = `t=${seconds},v1=${wrong}`;
		expect(check({ 'terra-signature': other, 'x-terra-signature': right })).toBeNull();
		expect(check({ 'terra-signature': [other, right] })).toBeNull();
		expect(check({ 'terra-signature': 'v1', 'x-terra-signature': right })).toBeNull();
	});

	it('is accepted with any of several secrets', () => {
		expect(check(right, { secrets: ['new', reference.secret] })).toBeNull();
		expect(check(right, { secrets: [reference.secret, 'new'] })).toBeNull();
	});

	it.each([
		['no header', {}, 'unsigned'],
		['a header of another name', { 'x-signature': right }, 'unsigned'],
		['an undefined header', { 'terra-signature': undefined }, 'unsigned'],
		['an empty header', { 'terra-signature': '' }, 'unreadable'],
		['no time', { 'terra-signature': `v1=${v1}` }, 'unreadable'],
		['an empty time', { 'terra-signature': `t=,v1=${v1}` }, 'unreadable'],
		['a time that is no number', { 'terra-signature': `t=now,v1=${v1}` }, 'unreadable'],
		['letters after the time', { 'terra-signature': `t=${seconds}x,v1=${v1}` }, 'unreadable'],
		['a negative time', { 'terra-signature': `t=-1,v1=${v1}` }, 'unreadable'],
		['two times', { 'terra-signature': `t=1,${right}` }, 'unreadable'],
		['no v1', { 'terra-signature': `t=${seconds}` }, 'unreadable'],
		['an empty v1', { 'terra-signature': `t=${seconds},v1=` }, 'unreadable'],
		['a v1 in base64', { 'terra-signature': `t=${seconds},v1=8DWmwM46Ke6w` }, 'unreadable'],
		['half a v1', { 'terra-signature': `t=${seconds},v1=${v1.slice(32)}` }, 'unreadable'],
		['a v1 that is too long', { 'terra-signature': `${right}00` }, 'unreadable'],
		['only another scheme', { 'terra-signature': `t=${seconds},v0=${v1}` }, 'unreadable'],
		['a wrong v1', { 'terra-signature': `t=${seconds},v1=${wrong}` }, 'forged'],
		['another time', { 'terra-signature': `t=1723808701,v1=${v1}` }, 'forged'],
		['a zero before the time', { 'terra-signature': `t=0${seconds},v1=${v1}` }, 'forged'],
	] as const)('is refused with %s', (_, headers, refusal) => {
		expect(check(headers)).toBe(refusal);
	});

	it.each([
		['space at the end', `${reference.body} `],
		['the same JSON written in another way', '{ "type": "healthcheck" }'],
		['nothing', ''],
	])('is refused if the body is %s', (_, body) => {
		expect(check(right, { body })).toBe('forged');
	});

	it('is refused with another secret', () => {
		expect(check(right, { secrets: ['test_secret2', 'test_secre'] })).toBe('forged');
	});
});

describe('the age', () => {
	const at = (secondsLater: number, maxAgeSeconds: number) =>
		check(right, { nowMs: signedAtMs + secondsLater * 1000, maxAgeSeconds });

	it.each([
		[300, 300, null],
		[301, 300, 'stale'],
		[-300, 300, null],
		[-301, 300, 'stale'],
		[-301, 172_800, 'stale'],
		[172_800, 172_800, null],
		[172_801, 172_800, 'stale'],
		[1e9, 0, null],
		[-1e9, 0, null],
	])('of %d seconds, with a limit of %d: %s', (age, limit, refusal) => {
		expect(at(age, limit)).toBe(refusal);
	});

	it('is enough if one of several genuine signatures has it', () => {
		const later = String(Number(seconds) + 3600);
		const fresh = `t=${later},v1=${sign(reference.body, reference.secret, later)}`;
		const headers = { 'terra-signature': [right, fresh] };
		expect(check(headers, { nowMs: signedAtMs + 3_600_000 })).toBeNull();
	});

	it('is looked at only of what is genuine', () => {
		const late = { nowMs: signedAtMs * 2 };
		expect(check(`t=${seconds},v1=${wrong}`, late)).toBe('forged');
		expect(check(right, late)).toBe('stale');
	});
});

describe('without a secret', () => {
	it('nothing is accepted, signed or not', () => {
		expect(check(right, { secrets: [] })).toBe('no secret');
		expect(check({}, { secrets: [] })).toBe('no secret');
	});

	it('everything is accepted if the user has chosen so', () => {
		const open = { secrets: [], acceptsUnsigned: true };
		expect(check({}, open)).toBeNull();
		expect(check(`t=${seconds},v1=${wrong}`, open)).toBeNull();
	});

	it('no secret is worth less than an empty one: an empty one does not count', () => {
		expect(readSigningSecrets('')).toEqual([]);
		expect(readSigningSecrets(' , \n ')).toEqual([]);
		expect(readSigningSecrets(undefined)).toEqual([]);
		expect(readSigningSecrets(7)).toEqual([]);
	});
});

it('accepts what is not signed, but not what is signed wrongly, if the user has chosen so', () => {
	expect(check({}, { acceptsUnsigned: true })).toBeNull();
	expect(check(`t=${seconds},v1=${wrong}`, { acceptsUnsigned: true })).toBe('forged');
	expect(check('', { acceptsUnsigned: true })).toBe('unreadable');
});

it.each([
	['one', ['one']],
	[' one ', ['one']],
	['one,two', ['one', 'two']],
	['one\ntwo\r\nthree, four,', ['one', 'two', 'three', 'four']],
])('reads the secrets of %j', (field, secrets) => {
	expect(readSigningSecrets(field)).toEqual(secrets);
});

it('has a sentence for every refusal, without anything of the request', () => {
	for (const sentence of Object.values(refusalSentences)) expect(sentence).toMatch(/^[A-Z].*\.$/);
});
