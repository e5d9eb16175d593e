import type { Contract } from './contracts';
import type { SeededRandom } from './generate/random';
import type { Pushes } from './push/pushes';
import type { Dataset } from './records';

/** What every endpoint needs: the data, and how the server behaves. */
export interface Account {
	dataset: Dataset;
	contract: Contract;
	/** Refuse what the contract does not allow. */
	strict: boolean;
	/** Show the write-only client_id, client_secret and token of coaches in responses. */
	echoSecrets: boolean;
	credentials: { devId: string; apiKey: string };
	/** For the ids of what a request creates. */
	random: SeededRandom;
	pushes: Pushes;
}
