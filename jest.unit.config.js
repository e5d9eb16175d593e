const { roots, ...config } = require('./jest.config.js');

/** The unit tests alone, which need no build: `npm run test:unit`. */
module.exports = { ...config, roots: roots.filter((root) => root.endsWith('/unit')) };
