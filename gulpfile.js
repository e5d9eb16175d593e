const { rm, writeFile } = require('node:fs/promises');
const { basename, dirname, join } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

/** Nothing of an earlier build may end up in the package. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

const bundling = {
	bundle: true,
	external: ['n8n-workflow'],
	platform: 'node',
	target: 'node20',
	format: 'cjs',
	charset: 'utf8',
	logLevel: 'warning',
};

/** The source of a file of `dist`, without its ending. */
function sourceOf(file) {
	return file.replace(/^dist\/(.*)\.js$/, '$1');
}

/**
 * All nodes in one file, since they share most of the source, and for each of them the file that n8n
 * looks for. n8n loads all of it at its start: a file for each of the source's took twice as long,
 * and a bundle for each node took up twice as much.
 */
async function nodes() {
	const classes = n8n.nodes.map((file) => ({ file, name: basename(file, '.node.js') }));
	const folder = dirname(n8n.nodes[0]);
	await build({
		...bundling,
		stdin: {
			contents: classes
				.map(({ file, name }) => `export { ${name} } from './${sourceOf(file)}';`)
				.join('\n'),
			resolveDir: __dirname,
		},
		outfile: join(folder, 'nodes.js'),
	});
	await Promise.all(
		classes.map(({ file, name }) =>
			writeFile(file, `'use strict';\nexports.${name} = require('./nodes.js').${name};\n`),
		),
	);
}

/** n8n loads the file of a credential alone as well. */
async function credentials() {
	const entryPoints = n8n.credentials.map((file) => `${sourceOf(file)}.ts`);
	await build({ ...bundling, entryPoints, outdir: 'dist', outbase: '.' });
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

exports.build = series(clean, nodes, credentials, parallel(icons, codex, schemas));
exports.default = exports.build;
