/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import { startProgram } from '../../../tools/n8n/childProcess';

/** Starts a Node.js program that starts another one, and waits: argv are a folder and a log. */
const [cwd = '', logFile = ''] = process.argv.slice(2);
const sleeper = 'setInterval(() => {}, 1000); process.on("SIGTERM", () => {});';
const parent = `
	const { spawn } = require('node:child_process');
	const child = spawn(process.execPath, ['-e', ${JSON.stringify(sleeper)}]);
	console.log('pids', process.pid, child.pid);
	${sleeper}
`;
void startProgram(process.execPath, ['-e', parent], {
	cwd,
	logFile,
	env: process.env,
	orphanGraceMs: 100,
});
setInterval(() => undefined, 1000);
