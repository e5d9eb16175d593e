const { rm } = require('node:fs/promises');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

/** Nothing of an earlier build may end up in the package. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

/**
 * One file for each node and credential, with all that it needs of the source: n8n loads each of
 * them at its start, which took twice as long with a file for each of the source's.
 */
async function compile() {
	await build({
		entryPoints: [...n8n.nodes, ...n8n.credentials].map((file) =>
			file.replace(/^dist\/(.*)\.js$/, '$1.ts'),
		),
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		external: ['n8n-workflow'],
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		charset: 'utf8',
		logLevel: 'warning',
	});
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
