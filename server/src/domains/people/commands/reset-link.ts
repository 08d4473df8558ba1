import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../../../kernel/context.ts';
import { uuidv7, type Id } from '../../../kernel/ids.ts';

/** A link for a new password that is valid for some hours. */
export async function resetLink(
  { db, config }: Pick<Context, 'db' | 'config'>,
  id: Id,
  hours: number,
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await db
    .insertInto('verifications')
    .values({
      id: uuidv7(),
      identifier: identifierOf(token),
      value: id,
      expires_at: new Date(Date.now() + hours * 3_600_000),
    })
    .execute();
  return `${config.publicUrl}/reset?token=${token}`;
}

/** Only the token's fingerprint is stored: who reads the table cannot use it. */
export function identifierOf(token: string): string {
  return `reset:${fingerprint(token)}`;
}

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
