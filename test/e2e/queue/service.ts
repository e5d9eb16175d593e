/** A program of its own on 127.0.0.1, for one test. */
export interface Service {
	port: number;
	/** Stops it and removes what it has stored. */
	stop(): Promise<void>;
}
