import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import type pg from 'pg';

/** Keys that all processes on one database share; one per purpose. */
export interface Secrets {
  /** For the accounts library: signs its cookies. */
  accounts: string;
  /** The same as a key, for checking a cookie with every request. */
  accountsKey: KeyObject;
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
  const keys = new Map<string, KeyObject>();
  const keyFor = (purpose: string): KeyObject => {
    let key = keys.get(purpose);
    if (!key)
      keys.set(
        purpose,
        (key = createSecretKey(createHmac('sha256', root).update(`jujube:${purpose}`).digest())),
      );
    return key;
  };
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', keyFor(purpose)).update(text).digest('base64url');
  const accounts = keyFor('accounts').export().toString('base64url');
  return {
    accounts,
    accountsKey: createSecretKey(Buffer.from(accounts)),
    sign,
    verify(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
