import { sql } from 'kysely';
import type { InputOf, OutputOf } from '@jujube/contract';
import type { api } from '@jujube/contract';
import { personId, type Context } from '../../../kernel/context.ts';
import type { Id } from '../../../kernel/ids.ts';
import { statement } from '../../../kernel/statement.ts';
import { aidsOf } from '../rules/aids.ts';
import { shownEmail } from '../rules/emails.ts';

export type Session = OutputOf<ReturnType<typeof api<'GET /session'>>>;
export type Me = OutputOf<ReturnType<typeof api<'PATCH /me'>>>;
export type SessionChange = InputOf<ReturnType<typeof api<'PATCH /session'>>>;

interface MeRow extends Omit<Me, 'email'> {
  email: string;
  theme: Session['theme'];
  reading: Session['reading'];
  pinyin: Session['pinyin'];
}

/** The asking person as they see themselves. */
export async function readMe(ctx: Pick<Context, 'db' | 'viewer'>): Promise<Me> {
  return meOf(await readRow(ctx));
}

/** Who asks, and how they want to read; for visitors, what their browser keeps. */
export async function readSession(ctx: Context): Promise<Session> {
  const { viewer, locale, exchange } = ctx;
  if (viewer.id === null) {
    return {
      person: null,
      languages: [...viewer.languages],
      untranslated: [...(viewer.untranslated ?? [])],
      aids: aidsOf(viewer),
      locale,
      theme: chosen(exchange?.cookie('theme'), ['system', 'light', 'dark']),
      reading: chosen(exchange?.cookie('reading'), ['both', 'original', 'translated']),
      pinyin: 'off',
    };
  }
  const row = await readRow(ctx);
  return {
    person: meOf(row),
    languages: [...viewer.languages],
    untranslated: [...(viewer.untranslated ?? [])],
    aids: aidsOf(viewer),
    locale,
    theme: row.theme,
    reading: row.reading,
    pinyin: row.pinyin,
  };
}

/** What the asking person wants above Chinese. */
export async function pinyinWanted({
  db,
  viewer,
}: Pick<Context, 'db' | 'viewer'>): Promise<Session['pinyin']> {
  const { rows } = await sql<{ pinyin: Session['pinyin'] }>`
    select pinyin from people where id = ${personId(viewer)}`.execute(db);
  return rows[0]!.pinyin;
}

async function readRow({ db, viewer }: Pick<Context, 'db' | 'viewer'>): Promise<MeRow> {
  const [row] = await readRows({ db }, personId(viewer));
  return row!;
}

const readRows = statement<Id, MeRow>({
  shape: () => '',
  build: (_, hole) => sql<MeRow>`
    select id, handle, name, second_name as "secondName", image as avatar, role, email, email_verified as "emailVerified",
      interests, reads, writes, place, bio, arrived_at is not null as arrived, theme, reading, pinyin,
      exists (select from accounts a where a.person_id = p.id and a.password is not null) as "hasPassword",
      (select count(*)::int from passkeys k where k.person_id = p.id) as passkeys,
      (select count(*)::int from recovery_codes c where c.person_id = p.id and c.used_at is null) as "recoveryCodes"
    from people p where id = ${hole('id')}::bigint`,
  values: (id) => ({ id }),
});

function meOf({ theme: _theme, reading: _reading, pinyin: _pinyin, ...row }: MeRow): Me {
  return { ...row, email: shownEmail(row.email) };
}

/** One of the allowed values; the first of them when it is none. */
function chosen<T extends string>(value: string | undefined, allowed: readonly [T, ...T[]]): T {
  return allowed.find((one) => one === value) ?? allowed[0];
}
