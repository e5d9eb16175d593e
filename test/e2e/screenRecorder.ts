/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser, CDPSession, Page } from 'playwright-core';

interface Frame {
	/** A JPEG, in base64. */
	data: string;
	/** When it was shown, in seconds. */
	at: number;
}

/**
 * Records what a page shows. The browser itself makes the video of its pictures, in the time that it
 * plays: Playwright's own recording needs a program that nothing else here needs.
 */
export class ScreenRecorder {
	private readonly frames: Frame[] = [];

	private constructor(private readonly session: CDPSession) {}

	static async start(page: Page): Promise<ScreenRecorder> {
		const session = await page.context().newCDPSession(page);
		const recorder = new ScreenRecorder(session);
		session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
			recorder.frames.push({ data, at: metadata.timestamp ?? Date.now() / 1000 });
			void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
		});
		await session.send('Page.startScreencast', { format: 'jpeg', quality: 80 });
		return recorder;
	}

	/**
	 * Ends the recording and writes a WebM.
	 *
	 * @param longestPauseS a picture that stays longer is shown for this long
	 * @returns seconds
	 */
	async save(browser: Browser, file: string, longestPauseS = 1.5): Promise<number> {
		await this.session.send('Page.stopScreencast');
		const shots = this.frames.map(({ data, at }, index) => {
			const next = this.frames[index + 1]?.at ?? at + longestPauseS;
			return { data, forMs: Math.min(next - at, longestPauseS) * 1000 };
		});
		const page = await browser.newPage();
		await page.addScriptTag({ path: join(__dirname, 'makeVideo.js') });
		const film = JSON.stringify({ shots, width: 1152, height: 720 });
		const video: unknown = await page.evaluate(`makeVideo(${film})`);
		await page.close();
		await writeFile(file, Buffer.from(String(video), 'base64'));
		return shots.reduce((sum, { forMs }) => sum + forMs, 0) / 1000;
	}
}
