import type { Contract } from './contracts';
import type { SeededRandom } from './generate/random';
import type { Pushes } from './push/pushes';
import type { Dataset } from './records';

/** What every endpoint needs to answer: the data and how the server behaves. */
export interface Account {
	dataset: Dataset;
	contract: Contract;
	/** Whether the server refuses what its contract does not allow. */
	strict: boolean;
	/** Whether coaches carry the write-only client_id, client_secret and token in answers. */
	echoSecrets: boolean;
	credentials: { devId: string; apiKey: string };
	/** Draws the ids of what is created by a request. */
	random: SeededRandom;
	/** Takes events to where the account wants them. */
	pushes: Pushes;
}
