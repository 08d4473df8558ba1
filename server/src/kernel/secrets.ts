import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';

/** Keys that all processes on one database share; one per purpose. */
export interface Secrets {
  /** For the accounts library: signs its cookies. */
  accounts: string;
  /** HMAC-SHA-256 in base64url, keyed by purpose. */
  sign(purpose: string, text: string): string;
  /** Constant-time check of a signature made by `sign`. */
  verify(purpose: string, text: string, signature: string): boolean;
}

/** Reads this database's root secret, made on first use. */
export async function loadSecrets(pool: pg.Pool): Promise<Secrets> {
  await pool.query(`insert into secrets (name, value) values ('root', $1) on conflict (name) do nothing`, [
    randomBytes(32).toString('base64url'),
  ]);
  const { rows } = await pool.query<{ value: string }>(`select value from secrets where name = 'root'`);
  return secretsFrom(rows[0]!.value);
}

/** Derives one key per purpose from a root secret. */
export function secretsFrom(root: string): Secrets {
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    let key = keys.get(purpose);
    if (!key) keys.set(purpose, (key = createHmac('sha256', root).update(`jujube:${purpose}`).digest()));
    return key;
  };
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', keyFor(purpose)).update(text).digest('base64url');
  return {
    accounts: keyFor('accounts').toString('base64url'),
    sign,
    verify(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
