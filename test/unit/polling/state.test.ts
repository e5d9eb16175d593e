import {
	decodeStreams,
	encodeStreams,
	readState,
	toSavedState,
} from '../../../nodes/TerraTeams/polling/state';
import { seenOf, usPerMinute } from './examples';

const first = {
	key: 'taaaaaaa',
	cursorUs: 65 * usPerMinute,
	fullScanUs: 2 * usPerMinute,
	missingSinceUs: null,
	seen: seenOf({ KKKKKKKK: { version: 'vvvv', day: 1, isLeftOut: false } }),
};
const second = { ...first, key: 'cbbbbbbb', fullScanUs: 0, seen: seenOf({}) };

/** As saved: a key of 8 characters, then cursor, full scan and length of 5 characters each. */
const text = 'taaaaaaaAAABBAAAACAAAAO' + 'cbbbbbbbAAABBAAAAAAAAAA';

it('writes streams as earlier versions of the package read them', () => {
	expect(encodeStreams([first, second])).toEqual({ streams: text, seen: 'CBKKKKKKKKvvvv' });
	expect(encodeStreams([])).toEqual({ streams: '', seen: '' });
});

it('writes since when a coach is missing behind the numbers of its stream', () => {
	const missing = { ...first, missingSinceUs: 3.9 * usPerMinute };
	const state = encodeStreams([missing, second]);
	expect(state.streams).toBe('taaaaaaaAAABBAAAACAAAAO!AAAAD' + 'cbbbbbbbAAABBAAAAAAAAAA');
	const read = [...decodeStreams({ ...state, resumeFrom: '', pendingMs: 0 }).values()];
	expect(read).toMatchObject([
		{ key: 'taaaaaaa', missingSinceUs: 3 * usPerMinute },
		{ key: 'cbbbbbbb', missingSinceUs: null },
	]);
	expect(read.map(({ seen }) => seen.encode())).toEqual(['CBKKKKKKKKvvvv', '']);
});

it.each([
	[0, 0],
	[1, 0],
	[usPerMinute - 1, 0],
	[usPerMinute, usPerMinute],
	[usPerMinute + 1, usPerMinute],
])('keeps a time of %d us as %d us', (us, kept) => {
	const state = encodeStreams([{ ...first, cursorUs: us, fullScanUs: us }]);
	const [stream] = decodeStreams({ ...state, resumeFrom: '', pendingMs: 0 }).values();
	expect(stream).toMatchObject({ cursorUs: kept, fullScanUs: kept });
});

it.each([
	[0, []],
	[22, []],
	[23, ['taaaaaaa']],
	[24, ['taaaaaaa']],
	[45, ['taaaaaaa']],
	[46, ['taaaaaaa', 'cbbbbbbb']],
])('reads of %d characters the streams that are whole', (length, keys) => {
	const streams = text.slice(0, length);
	const read = decodeStreams({ streams, seen: 'CBKKKKKKKKvvvv', resumeFrom: '', pendingMs: 0 });
	expect([...read.keys()]).toEqual(keys);
});

it('saves a state under the names of the first version of the package', () => {
	const state = { streams: 'streams', seen: 'seen', resumeFrom: 'tttttttt', pendingMs: 5 };
	expect(toSavedState(state)).toEqual({
		version: 2,
		streams: 'streams',
		memory: 'seen',
		next: 'tttttttt',
		pendingMs: 5,
	});
});

const saved = { version: 2, streams: text, memory: 'memory', next: 'tttttttt', pendingMs: 5 };

it.each<[string, Record<string, unknown>, object]>([
	['as it is', {}, {}],
	['with an empty list of streams', { streams: '', memory: '' }, { streams: '', seen: '' }],
	['without the stream to resume from', { next: undefined }, { resumeFrom: '' }],
	['with a number as the stream to resume from', { next: 7 }, { resumeFrom: '' }],
	['without the time of pending items', { pendingMs: undefined }, { pendingMs: 0 }],
	['with a text as the time of pending items', { pendingMs: '5' }, { pendingMs: 0 }],
	['with what else n8n may keep', { __dataChanged: true }, {}],
])('reads a saved state %s', (_, changed, expected) => {
	expect(readState({ ...saved, ...changed })).toEqual({
		streams: text,
		seen: 'memory',
		resumeFrom: 'tttttttt',
		pendingMs: 5,
		...expected,
	});
});

it.each<[string, Record<string, unknown>]>([
	['without streams', { streams: undefined }],
	['without seen records', { memory: undefined }],
	['without a version', { version: undefined }],
	['of version 0', { version: 0 }],
	['of version 3', { version: 3 }],
	['whose version is a text', { version: '2' }],
])('reads a saved state %s as none', (_, changed) => {
	expect(readState({ ...saved, ...changed })).toBeNull();
});

it('reads a state of version 1 as what version 2 would have saved', () => {
	const header = (third: string) => `taaaaaaaAAABBAAAAC${third}`;
	const memory = 'KKKKKKKKvvvvAAB';
	expect(readState({ version: 1, streams: header('AAAAB'), memory })).toEqual({
		streams: header('AAAAO'),
		seen: 'CBKKKKKKKKvvvv',
		resumeFrom: '',
		pendingMs: 0,
	});
});
