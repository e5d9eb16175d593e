import type { Figures } from './figures';
import type { MemorySample } from './memory';

const width = 860;
const height = 360;
const left = 56;
const right = 16;
const top = 40;
const bottom = 44;

const lines = [
	{ name: 'ownMb', label: 'memory of the process', color: '#2f6fde' },
	{ name: 'heapMb', label: 'heap in use after garbage collection', color: '#d2691e' },
] as const;

/** The curve of n8n's memory as an SVG; a gap is a restart, the grey part is what is looked at. */
export function memoryChart({ minutes, memory: { samples } }: Figures): string {
	const most = Math.max(...samples.flatMap(({ ownMb, heapMb }) => [ownMb, heapMb]), 1);
	const step = most > 400 ? 100 : 50;
	const topMb = Math.ceil(most / step) * step;
	const x = (minute: number) => left + (minute / minutes) * (width - left - right);
	const y = (mb: number) => height - bottom - (mb / topMb) * (height - top - bottom);
	const grid = Array.from({ length: topMb / step + 1 }, (_, index) => index * step);
	const ticks = Array.from({ length: 7 }, (_, index) => (index * minutes) / 6);
	const pids = [...new Set(samples.map(({ pid }) => pid))];
	const path = (name: 'ownMb' | 'heapMb', of: readonly MemorySample[]) =>
		of
			.map(
				(one, index) => `${index === 0 ? 'M' : 'L'}${round(x(one.minute))} ${round(y(one[name]))}`,
			)
			.join('');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>Memory of n8n during ${minutes} minutes</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<rect x="${round(x(minutes / 2))}" y="${top}" width="${round(x(minutes) - x(minutes / 2))}" height="${height - top - bottom}" fill="#eee"/>
${grid.map((mb) => `<path d="M${left} ${round(y(mb))}H${width - right}" stroke="#ccc"/><text x="${left - 6}" y="${round(y(mb) + 4)}" text-anchor="end" fill="#444">${mb}</text>`).join('\n')}
${ticks.map((minute) => `<text x="${round(x(minute))}" y="${height - bottom + 18}" text-anchor="middle" fill="#444">${round(minute)}</text>`).join('\n')}
<text x="${width - right}" y="${height - 8}" text-anchor="end" fill="#444">minutes; MB</text>
${lines
	.flatMap(({ name, color, label }, index) => [
		`<path d="${pids
			.map((pid) =>
				path(
					name,
					samples.filter((one) => one.pid === pid),
				),
			)
			.join('')}" fill="none" stroke="${color}" stroke-width="2"/>`,
		`<text x="${left + index * 260}" y="24" fill="${color}">${label}</text>`,
	])
	.join('\n')}
</svg>
`;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
