module.exports = globalThis.requireOnce('reflect-metadata');
