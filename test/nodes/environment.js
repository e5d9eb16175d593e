const { resolve, sep } = require('node:path');

const { TestEnvironment } = require('jest-environment-node');

const dist = resolve(__dirname, '../../dist') + sep;

/**
 * n8n-core takes longer to load than most files of tests take to run, and Jest would load it anew
 * for each of them. Here it is loaded once for each process of Jest; `loadedOnce/` gives it to the
 * tests. The package in dist/ is loaded anew, since it keeps something in memory.
 */
module.exports = class N8nEnvironment extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		for (const file of Object.keys(require.cache)) {
			if (file.startsWith(dist)) delete require.cache[file];
		}
		this.global.requireOnce = (name) => require(name);
		// Tests put the clock forward for n8n and the package, too.
		this.global.Date = Date;
	}
};
