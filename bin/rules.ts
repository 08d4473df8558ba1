/** One rule that protects people, how it is switched off, and the tests that must notice. */
export interface Rule {
  /** What nobody may do, in a few words. */
  name: string;
  /** Below `server/src`. */
  file: string;
  /** Text of the file that occurs once; spaces and line ends do not count. */
  find: string;
  /** What stands there while the rule is off. */
  off: string;
  /** Below `server/src`: the file whose tests notice. */
  test: string;
  /** The beginning of the names of those tests, so that the others need not run. */
  names: string;
}

const VISIBLE = { test: 'domains/notes/reading.test.ts', names: 'who meets a note' } as const;
const DOORS = 'matrix/doors.test.ts';
const PEOPLE = 'domains/people/people.test.ts';
const PASSWORDS = 'domains/people/passwords.test.ts';
const MATRIX = { test: 'matrix/matrix.test.ts', names: 'visitors are asked' } as const;

const AUDIENCE: Rule[] = [
  { name: 'blocks: whom one blocked is hidden', file: 'domains/graph/rules.ts', find: 'b.person_id = ${id}::bigint and b.blocked_id = ${owner}', off: 'false', ...VISIBLE },
  { name: 'blocks: who blocked one is hidden', file: 'domains/graph/rules.ts', find: 'b.person_id = ${owner} and b.blocked_id = ${id}::bigint', off: 'false', ...VISIBLE },
  { name: 'audience: visitors see public things only', file: 'domains/verdicts/rules.ts', find: "return sql<SqlBool>`${visibility} = 'public'`", off: 'return sql<SqlBool>`true`', ...VISIBLE },
  { name: 'audience: followers', file: 'domains/verdicts/rules.ts', find: "= 'followers' and ${follows(viewer, owner)}", off: "= 'followers'", ...VISIBLE },
  { name: 'audience: mutuals follow one another', file: 'domains/verdicts/rules.ts', find: 'and ${follows(viewer, owner)} and ${followedBy(viewer, owner)}', off: 'and ${follows(viewer, owner)}', ...VISIBLE },
  { name: 'audience: only me', file: 'domains/verdicts/rules.ts', find: "`(${visibility} = 'public' or", off: "`(${visibility} in ('public', 'me') or", ...VISIBLE },
  { name: 'verdict: removed', file: 'domains/verdicts/rules.ts', find: "v.effect = 'remove' or", off: '', ...VISIBLE },
  { name: 'verdict: not for minors', file: 'domains/verdicts/rules.ts', find: 'and ${minor}::boolean', off: 'and false', ...VISIBLE },
  { name: 'verdict: in a region', file: 'domains/verdicts/rules.ts', find: 'v.region is null or v.region = ${viewer.region}::text', off: 'v.region is null', ...VISIBLE },
  { name: 'verdict: in that region only', file: 'domains/verdicts/rules.ts', find: 'v.region is null or v.region = ${viewer.region}::text', off: 'true', ...VISIBLE },
  { name: 'verdict: until its time is over', file: 'domains/verdicts/rules.ts', find: 'and (v.until is null or v.until > now()))`; } /** SQL: a verdict', off: ')`; } /** SQL: a verdict', test: DOORS, names: 'a verdict ends' },
  { name: 'closed accounts are not there', file: 'domains/people/queries/people.ts', find: 'gone.id = ${owner} and gone.closed_at is not null', off: 'false', test: 'domains/people/closing.test.ts', names: 'other domains hide' },
  { name: 'muted people: lists of notes', file: 'domains/notes/rules.ts', find: '${seenBy({ viewer })} and ${notMuted(viewer, N.author)}', off: '${seenBy({ viewer })}', ...VISIBLE },
  { name: 'muted people: search', file: 'domains/search/queries.ts', find: "and ${notMuted(viewer, sql.ref('s.owner_id'))}", off: '', test: 'domains/search/search.test.ts', names: 'nobody finds' },
  { name: 'muted people: comments', file: 'domains/comments/queries.ts', find: 'and ${notMuted(viewer, C.owner)}', off: '', test: DOORS, names: 'somebody muted' },
  { name: 'muted people: lines of the inbox', file: 'domains/inbox/queries.ts', find: "and ${notMuted(ctx.viewer, sql.ref('act.actor_id'))}) a", off: ') a', test: DOORS, names: 'somebody muted' },
  { name: 'muted people: unread of the inbox', file: 'domains/inbox/queries.ts', find: "and ${notMuted(ctx.viewer, sql.ref('act.actor_id'))}) group", off: ') group', test: DOORS, names: 'somebody muted' },
  { name: 'trash: a deleted note is gone', file: 'domains/notes/rules.ts', find: 'n.deleted_at is null and', off: '', test: 'domains/notes/changes.test.ts', names: 'a deleted note is gone' },
  { name: 'trash: nothing comes back after 30 days', file: 'domains/notes/commands/remove.ts', find: 'and deleted_at > ${oldestTrash(tx)} returning', off: 'and deleted_at is not null returning', test: 'domains/notes/changes.test.ts', names: 'a deleted note is gone' },
  { name: 'trash: only the author brings a note back', file: 'domains/notes/commands/remove.ts', find: 'and author_id = ${authorId} and deleted_at', off: 'and ${authorId}::bigint is not null and deleted_at', test: 'domains/notes/changes.test.ts', names: 'only the author changes' },
  { name: 'reactions: nothing unseen is liked', file: 'domains/notes/rules.ts', find: 'where n.id = ${id}::bigint and ${seenBy({ viewer })}', off: 'where n.id = ${id}::bigint', ...VISIBLE },
  { name: 'comments: nothing unseen is commented', file: 'domains/notes/queries/access.ts', find: 'any(${[...ids]}::bigint[]) and ${seenBy(ctx)}', off: 'any(${[...ids]}::bigint[])', ...VISIBLE },
  { name: 'comments: hidden ones stay hidden', file: 'domains/comments/queries.ts', find: '(c.hidden_at is null or', off: '(true or', test: 'domains/comments/comments.test.ts', names: 'a hidden comment' },
];

const DOOR: Rule[] = [
  { name: 'suspended people', file: 'kernel/routes.ts', find: 'viewer.id !== null && state.suspended', off: 'false', ...MATRIX },
  { name: 'members only', file: 'kernel/routes.ts', find: 'viewer.id === null && state.membersOnly', off: 'false', test: DOORS, names: 'a members-only' },
  { name: 'visitors are asked to sign in', file: 'kernel/routes.ts', find: "if (viewer.id === null) throw new AppError('access.sign_in');", off: '', ...MATRIX },
  { name: 'roles: moderator', file: 'kernel/routes.ts', find: 'member: true, moderator: false', off: 'member: true, moderator: true', ...MATRIX },
  { name: 'roles: administrator', file: 'kernel/routes.ts', find: "viewer.roles.includes('moderator')) enough.moderator = true", off: "viewer.roles.includes('moderator')) enough.moderator = enough.administrator = true", ...MATRIX },
  { name: 'tokens: scopes', file: 'kernel/routes.ts', find: "!state.scopes.includes(method === 'GET' ? 'read' : 'write')", off: 'false', test: PEOPLE, names: 'tokens do' },
  { name: 'tokens: not for the account itself', file: 'kernel/routes.ts', find: 'account && state.scopes', off: 'false', test: PEOPLE, names: 'tokens do' },
  { name: 'tokens: no token makes another', file: 'domains/people/accounts/own-session.ts', find: "if (sessionId === null) throw new AppError('access.scope');", off: '', test: PEOPLE, names: 'tokens do' },
  { name: 'fresh sign-in for what proves who one is', file: 'domains/people/accounts/own-session.ts', find: "if (rows.length === 0) throw new AppError('auth.fresh_needed');", off: '', test: 'domains/people/passkeys.test.ts', names: 'an old sign-in' },
  { name: 'cross-site by Sec-Fetch-Site', file: 'api.ts', find: "return site !== 'same-origin' && site !== 'none'", off: 'return false', test: DOORS, names: 'a browser on another site' },
  { name: 'cross-site by Origin', file: 'api.ts', find: "return origin !== publicUrl && originHost(origin) !== c.req.header('host')", off: 'return false', test: DOORS, names: 'a browser on another site' },
  { name: 'sessions: signature', file: 'domains/people/viewer.ts', find: 'expected.length === given.length && timingSafeEqual(expected, given)', off: 'true', test: DOORS, names: 'a session counts' },
  { name: 'sessions: end', file: 'domains/people/viewer.ts', find: 'and s.expires_at > now()', off: '', test: DOORS, names: 'a session counts' },
  { name: 'idempotency: another body under the same key', file: 'kernel/routes.ts', find: 'stored.body_hash !== hash', off: 'false', test: 'domains/notes/notes.test.ts', names: 'one key, one note' },
  { name: 'limits of members', file: 'kernel/limits.ts', find: 'refuse(rows[0]?.wait ?? 0);', off: '', test: 'domains/notes/notes.test.ts', names: 'ten notes in ten minutes' },
  { name: 'limits: likes', file: 'domains/reactions/commands.ts', find: 'refuse(row.wait);', off: '', test: 'domains/reactions/reactions.test.ts', names: 'too many likes' },
  { name: 'limits: young accounts have half', file: 'kernel/limits.ts', find: 'young ? LIMITS[name] / 2 : LIMITS[name]', off: 'LIMITS[name] + Number(young) * 0', test: 'kernel/kernel.test.ts', names: 'limits: a bucket' },
  { name: 'limits: sign-ups from an address', file: 'domains/people/commands/join.ts', find: "await spendByAddress(ctx, 'sign_up');", off: '', test: PASSWORDS, names: 'the 61st sign-up' },
  { name: 'limits: guesses at one account', file: 'domains/people/commands/sign-in.ts', find: 'await take(ctx, near.owner, { name: near.name, ...FROM_ONE_ADDRESS });', off: '', test: PASSWORDS, names: 'too many wrong guesses' },
  { name: 'a closed community takes nobody', file: 'domains/people/commands/join.ts', find: "if (signUp === 'closed') throw new AppError('auth.closed');", off: '', test: PEOPLE, names: 'a closed community' },
  { name: 'names of people in charge', file: 'domains/people/commands/join.ts', find: "if (isImpostor(name, await staffNames(ctx, null))) throw new AppError('person.name_confusable');", off: '', test: PEOPLE, names: 'what cannot be is refused' },
  { name: 'recovery codes: each once', file: 'domains/people/commands/recovery.ts', find: ".where('used_at', 'is', null) .executeTakeFirstOrThrow()", off: '.executeTakeFirstOrThrow()', test: PASSWORDS, names: 'ten recovery codes' },
  { name: 'the founder’s link: once', file: 'domains/community/commands.ts', find: "if (numUpdatedRows === 0n) throw new AppError('community.token');", off: '', test: 'domains/people/closing.test.ts', names: 'the founder’s link' },
  { name: 'there is always an administrator', file: 'domains/people/commands/members.ts', find: 'loses && !(await anotherAdministrator(tx, id))', off: 'false', test: 'domains/moderation/moderation.test.ts', names: 'there is always' },
  { name: 'nobody decides about themselves', file: 'domains/moderation/commands.ts', find: 'target.about_id === tx.viewer.id', off: 'false', test: 'domains/moderation/moderation.test.ts', names: 'two decide at once' },
];

const OWN: Rule[] = [
  { name: 'notes: one’s own', file: 'domains/notes/queries/own.ts', find: "if (note.author_id !== tx.viewer.id) throw new AppError('access.denied');", off: '', test: 'domains/notes/changes.test.ts', names: 'only the author changes' },
  { name: 'comments: one’s own', file: 'domains/comments/commands.ts', find: "if (row.author_id !== tx.viewer.id) throw new AppError('access.denied');", off: '', test: 'domains/comments/comments.test.ts', names: 'words are counted' },
  { name: 'comments: removed by their writer or those who keep the rules', file: 'domains/comments/commands.ts', find: '!mine && !keepsRules(tx.viewer.roles)', off: 'false', test: 'domains/comments/comments.test.ts', names: 'a hidden comment' },
  { name: 'comments: pinned and hidden under one’s own note', file: 'domains/comments/commands.ts', find: 'note.authorId !== tx.viewer.id', off: 'false', test: 'domains/comments/comments.test.ts', names: 'a hidden comment' },
  { name: 'comments: changed for 15 minutes', file: 'domains/comments/commands.ts', find: 'tx.now().getTime() - row.created_at.getTime() > EDITABLE_MS', off: 'false', test: 'domains/comments/comments.test.ts', names: 'words are counted' },
  { name: 'drafts: nobody takes another’s id', file: 'domains/notes/commands/drafts.ts', find: 'where drafts.author_id = excluded.author_id', off: '', test: DOORS, names: 'drafts, boards' },
  { name: 'drafts: one’s own to throw away', file: 'domains/notes/commands/drafts.ts', find: ".where('author_id', '=', personId(tx.viewer))", off: '', test: DOORS, names: 'drafts, boards' },
  { name: 'boards: one’s own', file: 'domains/boards/commands.ts', find: 'owner !== tx.viewer.id', off: 'false', test: DOORS, names: 'drafts, boards' },
  { name: 'tokens: one’s own to revoke', file: 'domains/people/commands/tokens.ts', find: ".where('id', '=', id) .where('person_id', '=', personId(ctx.viewer))", off: ".where('id', '=', id)", test: DOORS, names: 'devices and tokens' },
  { name: 'reports: nobody reports themselves', file: 'domains/moderation/commands.ts', find: 'about === reporter', off: 'false', test: 'domains/moderation/moderation.test.ts', names: 'own things, unseen things' },
  { name: 'feed: a cursor of ours', file: 'domains/feed/cursor.ts', find: 'secrets.sign(PURPOSE, body).slice(0, SIGNATURE_LENGTH) === cursor.slice(end + 1)', off: 'true', test: 'domains/feed/feed.test.ts', names: 'a lost list goes on' },
];

const PICTURES: Rule[] = [
  { name: 'pictures: those of closed things', file: 'domains/media/serve.ts', find: '!(file.open ||', off: '!(true ||', test: DOORS, names: 'pictures go' },
  { name: 'pictures: those of nothing yet', file: 'domains/media/serve.ts', find: 'return ctx.viewer.id === file.owner_id', off: 'return true', test: DOORS, names: 'pictures go' },
  { name: 'pictures: not for suspended people', file: 'domains/media/serve.ts', find: 'if (suspended) return false;', off: '', test: DOORS, names: 'pictures go' },
  { name: 'pictures: of what was removed', file: 'domains/media/queries.ts', find: "and not ${judged(sql.ref('m.subject_kind'), sql.ref('m.subject_id'))}", off: '', test: DOORS, names: 'pictures go' },
  { name: 'pictures: only one’s own in a note', file: 'domains/media/commands.ts', find: 'and m.owner_id = ${personId(tx.viewer)} and m.state', off: 'and m.state', test: DOORS, names: 'pictures go' },
  { name: 'pictures: one’s own to read', file: 'domains/media/queries.ts', find: 'and owner_id = ${personId(ctx.viewer)}', off: '', test: DOORS, names: 'pictures go' },
  { name: 'pictures: one’s own to change', file: 'domains/media/commands.ts', find: ".where('owner_id', '=', personId(ctx.viewer))", off: '', test: DOORS, names: 'pictures go' },
  { name: 'uploads: one’s own to go on with', file: 'domains/media/upload.ts', find: "upload.metadata?.['owner'] !== ctxOf(request).viewer.id", off: 'false', test: 'domains/media/media.test.ts', names: 'a broken upload' },
  { name: 'uploads: size', file: 'domains/media/pictures/sniff.ts', find: 'file.length > LIMITS.bytes', off: 'false', test: 'domains/media/pictures/refusals.test.ts', names: '' },
  { name: 'uploads: pixels', file: 'domains/media/pictures/sniff.ts', find: 'pixels > LIMITS.pixels', off: 'false', test: 'domains/media/pictures/refusals.test.ts', names: '' },
  { name: 'uploads: frames', file: 'domains/media/pictures/sniff.ts', find: 'header.frames > LIMITS.frames || pixels * header.frames > LIMITS.framePixels', off: 'false', test: 'domains/media/pictures/refusals.test.ts', names: '' },
  { name: 'uploads: one kind of file at a time', file: 'domains/media/pictures/sniff.ts', find: 'if (found.format === named) return named;', off: 'return named;', test: 'domains/media/pictures/refusals.test.ts', names: '' },
];

export const RULES: readonly Rule[] = [...AUDIENCE, ...DOOR, ...OWN, ...PICTURES];
