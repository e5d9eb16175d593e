import { z } from 'zod';

const lockfileSchema = z
	.object({
		packages: z.record(
			z
				.object({
					name: z.string().optional(),
					version: z.string().optional(),
					resolved: z.string().optional(),
					inBundle: z.boolean().optional(),
					link: z.boolean().optional(),
				})
				.passthrough(),
		),
	})
	.passthrough();

/** The address in what `npm config get registry` prints, which may be among warnings. */
export function registryIn(printed: string): string | undefined {
	return /^https?:\/\/\S+$/m.exec(printed)?.[0];
}

/**
 * The lockfile with the address of every tarball. The committed ones name none, so that they hold for
 * every registry; npm then asks for each package where its tarball is, which doubles the requests of
 * an installation.
 *
 * @param registry the address that npm is set to, with or without a slash at its end; without one,
 *   the lockfile stays as it is. Its tarballs
 *   are expected where npm itself expects those of a mirror: `<name>/-/<last part>-<version>.tgz`
 */
export function withTarballAddresses(lockfile: string, registry: string | undefined): string {
	if (registry === undefined) return lockfile;
	const { packages, ...rest } = lockfileSchema.parse(JSON.parse(lockfile));
	const addressed = Object.entries(packages).map(([path, entry]) => {
		const { name = path.split('node_modules/').pop() ?? '', version, resolved } = entry;
		const isFetched = path !== '' && version !== undefined && !entry.inBundle && !entry.link;
		if (!isFetched || resolved !== undefined) return [path, entry] as const;
		const file = `${name.split('/').pop()}-${version}.tgz`;
		const address = `${registry.replace(/\/$/, '')}/${name}/-/${file}`;
		return [path, { ...entry, resolved: address }] as const;
	});
	return JSON.stringify({ ...rest, packages: Object.fromEntries(addressed) });
}
