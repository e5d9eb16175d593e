import type { INodeProperties } from 'n8n-workflow';

/** Options in the order of their names, which n8n wants for collections. */
export function alphabetical(options: readonly INodeProperties[]): INodeProperties[] {
	return [...options].sort((a, b) => a.displayName.localeCompare(b.displayName));
}
