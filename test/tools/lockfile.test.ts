import { registryIn, withTarballAddresses } from '../../tools/n8n/lockfile';

const registry = 'https://registry.example';

function addressed(packages: object, at: string | undefined = registry): unknown {
	const lockfile = JSON.stringify({ name: 'n8n', packages });
	return JSON.parse(withTarballAddresses(lockfile, at));
}

it('names the tarball of each package, and keeps everything else', () => {
	const packages = {
		'': { name: 'n8n', version: '1.0.0' },
		'node_modules/left': { version: '1.2.3', integrity: 'sha512-a' },
		'node_modules/left/node_modules/@scope/right': { version: '2.0.0', dev: true },
		'node_modules/alias': { name: '@scope/other', version: '3.0.0' },
		'node_modules/bundled': { version: '1.0.0', inBundle: true },
		'node_modules/linked': { version: '1.0.0', link: true },
		'node_modules/known': { version: '1.0.0', resolved: 'https://elsewhere.example/known.tgz' },
	};
	expect(addressed(packages)).toEqual({
		name: 'n8n',
		packages: {
			...packages,
			'node_modules/left': {
				...packages['node_modules/left'],
				resolved: `${registry}/left/-/left-1.2.3.tgz`,
			},
			'node_modules/left/node_modules/@scope/right': {
				version: '2.0.0',
				dev: true,
				resolved: `${registry}/@scope/right/-/right-2.0.0.tgz`,
			},
			'node_modules/alias': {
				...packages['node_modules/alias'],
				resolved: `${registry}/@scope/other/-/other-3.0.0.tgz`,
			},
		},
	});
	expect(addressed(packages, `${registry}/`)).toEqual(addressed(packages));
});

it('leaves the lockfile as it is where npm names no registry', () => {
	expect(withTarballAddresses('{"packages": {}}', undefined)).toBe('{"packages": {}}');
});

it('finds the registry among what npm prints', () => {
	const warning = 'npm warn Unknown user config "x". See https://docs.example for more.';
	expect(registryIn(`${warning}\n${registry}/npm/\n`)).toBe(`${registry}/npm/`);
	expect(registryIn('undefined\n')).toBeUndefined();
});
