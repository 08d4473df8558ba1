import { createHmac } from 'node:crypto';
import { storageName } from './storage.ts';

export type NameParts = {
  /** The picture's own id: pictures belong to one person, so two people never share a file. */
  media: string;
  /** Goes up whenever the picture is rendered anew (another crop), since a name's bytes never change. */
  version: number;
  /** Which of the picture's files, such as `card-384`. */
  rendition: string;
  /** `webp`, `jpg`… */
  extension: string;
};

/**
 * Makes names for stored files: a keyed hash, so that neither knowing the picture's id nor having its bytes gives
 * the address of any of its files.
 *
 * @param secret at least 32 characters, the same on every process; another one makes other names for new files only
 */
export function fileNamer(secret: string): (parts: NameParts) => string {
  if (secret.length < 32) throw new Error('the secret for file names needs at least 32 characters');
  return ({ media, version, rendition, extension }) => {
    const key = JSON.stringify([media, version, rendition, extension]);
    const hash = createHmac('sha256', secret).update(key).digest('hex').slice(0, 40);
    return storageName(`${hash}.${extension}`);
  };
}
