import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Picture,
  PictureInput,
  Pictures,
  Prepared,
  Role,
} from '../../../providers/pictures/pictures.ts';
import { PictureRefusal } from './refusal.ts';
import { turns } from './turns.ts';
import { closed, pictureWorker, type Task } from './worker.ts';

export type PicturesOptions = {
  /** Folder for files on their way into storage. Several processes may share it. */
  folder: string;
  /** Told, for the log, when the child died or failed in a way that is no picture's fault. */
  onTrouble?: (trouble: string) => void;
  /** The child ends after so long without work, and takes its memory with it. */
  idleMs?: number;
  /** A picture that takes longer is refused. */
  timeoutMs?: number;
  /** A picture that needs more (bytes of resident memory of the child) is refused. */
  memory?: number;
  /** So many pictures may wait; one more is refused with `media.busy`. */
  waiting?: number;
};

const NOTE_ROLES: Role[] = ['card', 'note', 'motion'];
const DEFAULTS = {
  idleMs: 20_000,
  timeoutMs: 60_000,
  memory: 900_000_000,
  waiting: 200,
  onTrouble: (): void => {},
};

/**
 * Turns uploads into renditions in a child process of low priority, which the first picture starts and which ends
 * when none has come for a while. One picture at a time; a child that dies or hangs costs only the picture it had.
 */
export function openPictures(options: PicturesOptions): Pictures {
  const settings = { ...DEFAULTS, ...options };
  const queue = turns<Task>();
  const worker = pictureWorker(settings, () => queue.next());

  let isClosed = false;

  const prepare = async (input: PictureInput, master: boolean): Promise<Prepared> => {
    if (isClosed) throw closed();
    if (queue.size() >= settings.waiting)
      throw new PictureRefusal('media.busy', `${queue.size()} are waiting`);
    const into = join(settings.folder, randomUUID());
    const discard = (): Promise<void> => rm(into, { recursive: true, force: true });
    const { path, roles = NOTE_ROLES, crop = null, owner = '' } = input;
    try {
      const picture = await new Promise<Picture>((resolve, reject) => {
        queue.add(owner, { job: { path, into, roles, crop, master }, resolve, reject });
        worker.wake();
      });
      return { ...picture, discard };
    } catch (error) {
      await discard();
      throw error;
    }
  };

  return {
    processPicture: (input) => prepare(input, true),
    renderFromMaster: (input) => prepare(input, false),
    tidy: (before) => tidy(settings.folder, before),
    state: () => ({ ...worker.state(), waiting: queue.size() }),
    close: async () => {
      isClosed = true;
      for (let task = queue.next(); task; task = queue.next()) task.reject(closed());
      await worker.close();
    },
  };
}

async function tidy(folder: string, before: Date): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtime } = await stat(path);
    if (mtime >= before) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
