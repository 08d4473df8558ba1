import type { Locale } from '@jujube/contract';
import { task } from '../../../kernel/events.ts';
import type { Id } from '../../../kernel/ids.ts';
import { isLocale } from '../../../kernel/languages.ts';
import { readCommunity } from '../../community/index.ts';
import { resetLink } from '../commands/reset-link.ts';
import { readCredentials } from '../queries/credentials.ts';
import { changedLetter, resetLetter } from '../rules/letters.ts';

const LINK_HOURS = 1;

/** Mails a link for a new password; to nobody where there is no such account, so that asking costs the same. */
export const sendResetLetter = task<{ personId: Id | null; locale: Locale }>(
  { name: 'people.reset_letter', maxAttempts: 4 },
  async (ctx, { personId, locale }) => {
    if (personId === null) return;
    const { email, name, handle, locale: own } = await readCredentials(ctx, personId);
    if (email === null) return;
    const language = isLocale(own) ? own : locale;
    const community = await communityName(ctx, language);
    const link = await resetLink(ctx, personId, LINK_HOURS);
    await ctx.providers.mail.send({ to: email, ...resetLetter(language, { community, name, handle, link }) });
  },
);

/** Tells the old address that another one was set. */
export const sendChangedLetter = task<{ to: string; locale: string }>(
  { name: 'people.changed_letter', maxAttempts: 4 },
  async (ctx, { to, locale }) => {
    const language = isLocale(locale) ? locale : 'en';
    await ctx.providers.mail.send({ to, ...changedLetter(language, await communityName(ctx, language)) });
  },
);

async function communityName(ctx: Parameters<typeof readCommunity>[0], locale: Locale): Promise<string> {
  const { name } = await readCommunity(ctx);
  return name[locale] ?? Object.values(name)[0] ?? 'Jujube';
}
