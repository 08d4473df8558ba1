import { wordsIn, type Locale } from '@jujube/contract';

/** What a letter says; who gets it is decided by the job. */
export interface Words {
  subject: string;
  text: string;
}

interface Reset {
  community: string;
  name: string;
  handle: string;
  link: string;
}

const RESET: Record<Locale, (reset: Reset) => Words> = {
  en: ({ community, name, handle, link }) => ({
    subject: `A new password for ${community}`,
    text: [
      `Hello ${name},`,
      `somebody asked for a new password for @${handle} on ${community}. If it was you, open this link within an hour:`,
      link,
      'If it was not you, there is nothing to do: your password stays as it is.',
    ].join('\n\n'),
  }),
  'zh-CN': ({ community, name, handle, link }) => ({
    subject: `重设你在${community}的密码`,
    text: [
      `${name}，你好：`,
      `有人为 ${community} 的账号 @${handle} 申请重设密码。如果是你本人，请在一小时内打开下面的链接：`,
      link,
      '如果不是你，不用做任何事，密码不会改变。',
    ].join('\n\n'),
  }),
  'zh-TW': ({ community, name, handle, link }) => ({
    subject: `重設你在${community}的密碼`,
    text: [
      `${name}，你好：`,
      `有人為 ${community} 的帳號 @${handle} 申請重設密碼。如果是你本人，請在一小時內開啟下面的連結：`,
      link,
      '如果不是你，不用做任何事，密碼不會改變。',
    ].join('\n\n'),
  }),
};

const CHANGED: Record<Locale, (community: string) => Words> = {
  en: (community) => ({
    subject: `Your e-mail address on ${community} was changed`,
    text: `The e-mail address of your account on ${community} was changed, and this one belongs to it no longer.\n\nIf it was not you, write to those who run the place: they can give you a link for a new password.`,
  }),
  'zh-CN': (community) => ({
    subject: `你在${community}的邮箱已更改`,
    text: `你在${community}的账号已换成另一个邮箱，这个邮箱不再与它关联。\n\n如果不是你本人操作，请联系管理员，他们可以给你重设密码的链接。`,
  }),
  'zh-TW': (community) => ({
    subject: `你在${community}的電子郵件已變更`,
    text: `你在${community}的帳號已換成另一個電子郵件，這個信箱不再與它關聯。\n\n如果不是你本人操作，請聯絡管理員，他們可以給你重設密碼的連結。`,
  }),
};

export function resetLetter(locale: Locale, reset: Reset): Words {
  return wordsIn(RESET, locale)(reset);
}

export function changedLetter(locale: Locale, community: string): Words {
  return wordsIn(CHANGED, locale)(community);
}
