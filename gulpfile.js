const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');

/** Nothing of an earlier build may end up in the package. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
}

function icons() {
	// As bytes: gulp 5 otherwise reads every file as text.
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** What n8n's nodes panel searches and links to. */
function codex() {
	return src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
}

/** What the editor shows of the output before the first run. */
function schemas() {
	return src('nodes/**/__schema__/**/*.json', { allowEmpty: true }).pipe(dest('dist/nodes'));
}

exports.build = series(clean, compile, parallel(icons, codex, schemas));
exports.default = exports.build;
