import type { Linter } from 'eslint';

export const config: Linter.Config[];
export const forbidden: readonly [importer: string, imported: string][];
export const n8nFiles: Readonly<Record<string, string[]>>;
export const pureFolders: readonly string[];
