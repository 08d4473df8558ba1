import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import type { KeptMail, Letter, Mail } from './mail.ts';

/** Letters as .eml files in a folder, shown to the administrator; nothing leaves the house. */
export function mailFiles({ folder, from }: { folder: string; from: string }): Mail {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(letter: Letter) {
      const { message } = await transport.sendMail({ from, ...letter });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}.eml`;
      await writeWhole(join(folder, name), message as Buffer);
    },
    async list({ before, limit }) {
      const names = (await namesIn(folder)).filter((name) => before === undefined || name < before);
      return Promise.all(names.slice(0, limit).map((name) => read(folder, name)));
    },
  };
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path + '.part', 'w', 0o600);
  await file.writeFile(bytes);
  await file.sync();
  await file.close();
  await rename(path + '.part', path);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder))
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .reverse();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function read(folder: string, name: string): Promise<KeptMail> {
  const mail = await PostalMime.parse(await readFile(join(folder, name)));
  return {
    name,
    to: mail.to?.map((address) => address.address ?? '').join(', ') ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    at: new Date(mail.date ?? 0),
  };
}
