/**
 * Runs n8n's own Google Sheets node, operation Append Row, with an empty sheet in memory in the place
 * of Google. Reads `{parameters, runs}` from standard input, the node's parameters and the items of
 * each run, and prints `{sheet, inputModes}`: the cells by row, and how Google was told to take them.
 * For the Node.js of the n8n in the folder of its first argument.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const [folder = ''] = process.argv.slice(2);
const node = join(folder, 'node_modules/n8n-nodes-base/dist/nodes/Google/Sheet/v2');
const { execute } = require(join(node, 'actions/sheet/append.operation.js'));
const { GoogleSheet } = require(join(node, 'helpers/GoogleSheet.js'));
const { parameters, runs } = JSON.parse(readFileSync(0, 'utf8'));

const sheet = [];
const inputModes = [];

/** What Google does with a request for some rows, `Tests!2:2`, or the whole sheet. */
function google({ method, uri, body, qs }) {
	const [, first, last] = /!(\d+):(\d+)$/.exec(decodeURIComponent(uri)) ?? [];
	if (method === 'GET') {
		const rows = first === undefined ? sheet : sheet.slice(Number(first) - 1, Number(last));
		return rows.length > 0 ? { values: rows } : {};
	}
	if (method !== 'PUT') return {};
	inputModes.push(qs.valueInputOption);
	body.values.forEach((row, index) => {
		sheet[Number(first) - 1 + index] = row;
	});
	return {};
}

function valueAt(path) {
	return path.split('.').reduce((value, name) => value?.[name], parameters);
}

async function main() {
	for (const items of runs) {
		const functions = {
			getInputData: () => items.map((json) => ({ json })),
			getNode: () => ({ name: 'Google Sheets', typeVersion: 4.5, parameters }),
			getNodeParameter: (name, _item, fallback) =>
				name === 'authentication' ? 'oAuth2' : (valueAt(name) ?? fallback),
			helpers: { requestOAuth2: async (_credential, request) => google(request) },
		};
		await execute.call(functions, new GoogleSheet('spreadsheet', functions), 'Tests', '0');
	}
	process.stdout.write(JSON.stringify({ sheet, inputModes }));
}

void main();
