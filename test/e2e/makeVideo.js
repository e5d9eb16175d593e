/**
 * Runs in the browser: plays pictures on a canvas and records it.
 *
 * @param {{shots: {data: string, forMs: number}[], width: number, height: number}} film JPEGs in base64
 * @returns {Promise<string>} the WebM, in base64
 */
globalThis.makeVideo = async ({ shots, width, height }) => {
	const canvas = Object.assign(document.createElement('canvas'), { width, height });
	const context = canvas.getContext('2d');
	const recorder = new MediaRecorder(canvas.captureStream(15), {
		mimeType: 'video/webm;codecs=vp9',
		videoBitsPerSecond: 1_500_000,
	});
	const parts = [];
	recorder.ondataavailable = ({ data }) => parts.push(data);
	const ended = new Promise((resolve) => (recorder.onstop = resolve));
	recorder.start();
	for (const { data, forMs } of shots) {
		const image = new Image();
		image.src = `data:image/jpeg;base64,${data}`;
		await image.decode();
		context.drawImage(image, 0, 0, width, height);
		await new Promise((resolve) => setTimeout(resolve, forMs));
	}
	recorder.stop();
	await ended;
	const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
	let text = '';
	for (let at = 0; at < bytes.length; at += 8192) {
		text += String.fromCharCode(...bytes.subarray(at, at + 8192));
	}
	return btoa(text);
};
