import { z } from 'zod';
import { endpoint, errors, LOCALES } from './endpoint.ts';
import { aids, id, language, page, time, uuid, writing } from './common.ts';

/** A person as shown beside what they wrote. */
export const author = z
  .object({
    id,
    handle: z.string(),
    name: z.string(),
    secondName: z.string().nullable(),
    avatar: z.string().nullable(),
  })
  .meta({ id: 'Author' });

/** `:person` is an id or a handle; a handle contains a letter. */
export const personParams = z.object({ person: z.string().min(1).max(40) });

export const bio = z.object({ language, text: writing(500) });

export const me = author
  .extend({
    role: z.enum(['member', 'moderator', 'administrator']),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    hasPassword: z.boolean(),
    passkeys: z.number().int(),
    recoveryCodes: z.number().int(),
    interests: z.array(z.string()),
    reads: z.array(language),
    writes: z.array(language),
    place: z.string().nullable(),
    bio: z.array(bio),
    arrived: z.boolean(),
  })
  .meta({ id: 'Me' });

export const session = z
  .object({
    person: me.nullable(),
    languages: z.array(language),
    /** Languages whose texts stay as they are. */
    untranslated: z.array(language),
    locale: z.enum(LOCALES),
    theme: z.enum(['light', 'dark', 'system']),
    reading: z.enum(['original', 'both', 'translated']),
    pinyin: z
      .enum(['off', 'on', 'unknown'])
      .meta({ description: 'Above Chinese: never, always, above words one does not know' }),
    aids,
  })
  .meta({ id: 'Session' });

export const device = z
  .object({ id: uuid, current: z.boolean(), agent: z.string(), createdAt: time, seenAt: time })
  .meta({ id: 'Device' });

export const token = z
  .object({
    id: uuid,
    name: z.string(),
    scopes: z.array(z.enum(['read', 'write'])),
    createdAt: time,
    usedAt: time.nullable(),
  })
  .meta({ id: 'Token' });

export const peopleErrors = errors({
  'person.not_found': [404, 'There is nobody by that name here.', '没有找到这个人。', '找不到這個人。'],
  'person.handle_taken': [
    409,
    'Somebody already has this handle.',
    '这个 ID 已经有人用了。',
    '這個 ID 已有人使用。',
  ],
  'person.handle_invalid': [
    422,
    'A handle is 3 to 30 letters, digits or _ and has at least one letter.',
    'ID 需要 3 到 30 个字母、数字或下划线，至少含一个字母。',
    'ID 需為 3 到 30 個字母、數字或底線，至少含一個字母。',
  ],
  'person.handle_reserved': [422, 'This handle is reserved.', '这个 ID 是保留的。', '這個 ID 為保留名稱。'],
  'person.name_confusable': [
    409,
    'People would take this name for those who run the place.',
    '这个名字容易被当成管理人员，换一个吧。',
    '這個名字容易被當成管理人員，換一個吧。',
  ],
  'person.name_invalid': [
    422,
    'A name needs 1 to 40 visible characters.',
    '名字需要 1 到 40 个可见字符。',
    '名字需為 1 到 40 個可見字元。',
  ],
  'auth.weak_password': [
    422,
    'This password is easy to guess. A few unrelated words work well.',
    '这个密码太容易被猜到，试试几个不相关的词。',
    '這個密碼太容易被猜到，試試幾個不相關的詞。',
  ],
  'auth.password_length': [
    422,
    'A password needs 8 to 128 characters.',
    '密码需要 8 到 128 个字符。',
    '密碼需為 8 到 128 個字元。',
  ],
  'auth.email_invalid': [
    422,
    'This doesn’t look like an e-mail address.',
    '这不像是邮箱地址。',
    '這不像是電子郵件地址。',
  ],
  'auth.email_taken': [
    409,
    'There is an account with this e-mail already. Sign in instead.',
    '这个邮箱已注册，请直接登录。',
    '這個信箱已註冊，請直接登入。',
  ],
  'auth.email_required': [
    422,
    'This community asks for an e-mail address.',
    '这个社区需要填写邮箱。',
    '這個社群需要填寫電子郵件。',
  ],
  'auth.wrong': [401, 'The name or the password is not right.', '账号或密码不对。', '帳號或密碼不正確。'],
  'auth.closed': [403, 'Sign-up is closed here for now.', '这里暂时不开放注册。', '這裡暫時不開放註冊。'],
  'auth.passkey_failed': [
    400,
    'The passkey could not be verified.',
    '通行密钥验证失败。',
    '通行金鑰驗證失敗。',
  ],
  'auth.code_wrong': [
    401,
    'This recovery code is not right or was used.',
    '恢复码不对或已用过。',
    '復原碼不正確或已使用。',
  ],
  'auth.token_invalid': [
    400,
    'This link is too old or was used already.',
    '这个链接已过期或已使用。',
    '這個連結已過期或已使用。',
  ],
  'auth.last_way': [
    409,
    'This is the only way you can sign in. Add a password or another passkey first.',
    '这是你唯一的登录方式，请先设置密码或添加另一个通行密钥。',
    '這是你唯一的登入方式，請先設定密碼或新增另一個通行金鑰。',
  ],
  'auth.fresh_needed': [
    403,
    'Please sign in again to do this.',
    '请重新登录后再操作。',
    '請重新登入後再操作。',
  ],
});

export const peopleEndpoints = [
  endpoint('GET /session', {
    access: 'anyone',
    subject: 'none',
    summary: 'Who is asking, and in which languages they read',
    output: session,
  }),
  endpoint('PATCH /session', {
    access: 'anyone',
    subject: 'none',
    summary: 'Languages one reads (ordered), the language of the pages, theme; kept for visitors in a cookie',
    body: z.object({
      languages: z.array(language).min(1).max(10).optional(),
      untranslated: z.array(language).max(20).optional(),
      locale: z.enum(LOCALES).optional(),
      theme: z.enum(['light', 'dark', 'system']).optional(),
      reading: z.enum(['original', 'both', 'translated']).optional(),
      pinyin: z.enum(['off', 'on', 'unknown']).optional(),
      aids: aids.partial().optional(),
    }),
    output: session,
  }),
  endpoint('GET /me/devices', {
    access: 'member',
    subject: 'own',
    summary: 'Where one is signed in',
    output: page(device),
  }),
  endpoint('DELETE /me/devices/:id', {
    access: 'member',
    subject: 'own',
    summary: 'Sign out elsewhere',
    params: z.object({ id: uuid }),
  }),
  endpoint('POST /me/recovery-codes', {
    access: 'member',
    subject: 'own',
    summary: 'Make ten new recovery codes; older ones stop working',
    body: z.object({}),
    output: z.object({ codes: z.array(z.string()) }),
    status: 201,
    secret: true,
  }),
  endpoint('GET /me/tokens', {
    access: 'member',
    subject: 'own',
    summary: 'Personal access tokens',
    output: page(token),
  }),
  endpoint('POST /me/tokens', {
    access: 'member',
    subject: 'own',
    summary: 'Make a personal access token; its secret is shown once',
    body: z.object({
      name: writing(60).trim().min(1),
      scopes: z.array(z.enum(['read', 'write'])).min(1),
    }),
    output: token.extend({ secret: z.string() }),
    status: 201,
    secret: true,
  }),
  endpoint('DELETE /me/tokens/:id', {
    access: 'member',
    subject: 'own',
    summary: 'Revoke a token',
    params: z.object({ id: uuid }),
  }),
  endpoint('DELETE /me', {
    access: 'member',
    subject: 'own',
    summary: 'Close one’s own account; erased after 30 days, signing in before then brings it back',
  }),
] as const;
