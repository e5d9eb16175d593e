/**
 * The rules of this project, beside n8n's own in eslint.config.mjs (whose text n8n prescribes):
 * n8n's rules for nodes without their exceptions and the import rules of eslint.imports.js. The types,
 * and the rules that need them, are in .oxlintrc.json: there they take a quarter of the time. In what
 * gets published, comments cannot switch any of them off.
 */
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

import imports from './eslint.imports.js';

export default tseslint.config(
	{ ignores: ['dist', 'coverage', '.demo', '**/*.js'] },
	// Elsewhere comments switch off rules of n8n's config, which are for what runs inside n8n.
	{ linterOptions: { reportUnusedDisableDirectives: 'off' } },
	{ files: ['nodes/**', 'credentials/**'], linterOptions: { noInlineConfig: true } },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
		// n8n's plugin only so that its rules are known where a comment names them.
		plugins: { '@n8n/community-nodes': n8nCommunityNodesPlugin },
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		rules: {
			'@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
			'no-warning-comments': ['error', { terms: ['oxlint-disable'], location: 'anywhere' }],
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// These two know only inputs and outputs written as texts, which n8n has since given up.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// For n8n's own credentials, whose documentation is a word instead of an address.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	...imports.config,
);
