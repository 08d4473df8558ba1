import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, lstat, readdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../../config.ts';

/**
 * As whom PostgreSQL runs, because it refuses root, and who has no name: `self` for an ordinary user, `nobody` when root can
 * hand over to that system user, `mapped` (an own user namespace, in which we are called nobody) when nobody cannot reach the
 * folder, such as under `/root`, or when our user stands in no list of users, as in some containers.
 */
export type RunAs =
  | { kind: 'self' }
  | { kind: 'nobody'; uid: number; gid: number }
  | { kind: 'mapped'; wrapper: string[] };

/**
 * Chooses by trying. `program` must be executable and `folder` enterable for it.
 *
 * @throws StartError when there is no way to run PostgreSQL here
 */
export function chooseRunAs(program: string, folder: string): RunAs {
  const own = process.getuid?.() ?? null;
  if (own !== 0 && hasName()) return { kind: 'self' };
  const { uid, gid } = nobody();
  const check = ['-c', 'test -x "$1" && cd "$2"', 'sh', program, folder];
  if (own === 0 && spawnSync('/bin/sh', check, { uid, gid, cwd: '/' }).status === 0)
    return { kind: 'nobody', uid, gid };
  // Files of ours are then nobody's for it, and stay ours on the disk.
  const wrapper = ['unshare', '-U', `--map-user=${uid}`, `--map-group=${gid}`];
  if (spawnSync(wrapper[0]!, [...wrapper.slice(1), '/bin/sh', ...check], { cwd: '/' }).status === 0) {
    return { kind: 'mapped', wrapper };
  }
  if (own !== 0) {
    throw new StartError(
      `PostgreSQL wants its user to have a name, and user ${own} has none on this machine. ` +
        'Start as a user that has one, or set DATABASE_URL.',
    );
  }
  throw new StartError(
    `PostgreSQL refuses to run as root, and the system user "nobody" cannot reach ${folder}. ` +
      'Start as an ordinary user, or set DATA_DIR to a folder that others may enter, or set DATABASE_URL.',
  );
}

/** Whether this process's user stands in the system's list of users. */
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SYSTEM_ERROR') return false;
    throw error;
  }
}

/** The command, arguments and options for `spawn` that run `program` in that way. */
export function asProcess(runAs: RunAs, program: string, args: string[]) {
  if (runAs.kind === 'mapped') {
    return { command: runAs.wrapper[0]!, args: [...runAs.wrapper.slice(1), program, ...args], who: {} };
  }
  return { command: program, args, who: runAs.kind === 'nobody' ? { uid: runAs.uid, gid: runAs.gid } : {} };
}

/** Gives a folder and all in it to whoever runs PostgreSQL. Does nothing when it is theirs already. */
export async function giveTo(runAs: RunAs, folder: string): Promise<void> {
  if (runAs.kind === 'self') return;
  const owner = runAs.kind === 'nobody' ? runAs : { uid: process.getuid!(), gid: process.getgid!() };
  if ((await lstat(folder)).uid === owner.uid) return;
  const inside = await readdir(folder, { recursive: true });
  for (const name of inside) await chown(join(folder, name), owner.uid, owner.gid);
  await chown(folder, owner.uid, owner.gid);
}

function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(-?\d+):(-?\d+):/m);
  return { uid: Number(line?.[1] ?? 65534), gid: Number(line?.[2] ?? 65534) };
}
