/** Its own types are for ES modules alone, and give `any`. */
declare module 'flatted' {
	export function parse(text: string): unknown;
}
