import type { api, OutputOf } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import { changesNamed } from '../culture/index.ts';
import { termsNamed } from '../glossary/index.ts';
import { shownFor } from '../translation/index.ts';
import { rulesOf } from '../verdicts/index.ts';

type Line = OutputOf<ReturnType<typeof api<'GET /inbox'>>>['items'][number];
type About = NonNullable<Line['about']>;
type RuleRead = Pick<NonNullable<Line['decision']>, 'ruleLanguage' | 'ruleShown'>;

/** What lines are about that is neither a note nor a comment, by its stored name (`kind:id`); what is gone is missing. */
export async function aboutsOf(ctx: Context, names: readonly string[]): Promise<Map<string, About>> {
  const parted = [...new Set(names)].map((name) => {
    const at = name.indexOf(':');
    return { name, kind: name.slice(0, at) as About['kind'], id: name.slice(at + 1) };
  });
  const ids = (wanted: About['kind']) => parted.flatMap(({ kind, id }) => (kind === wanted ? id : []));
  const [terms, words] = await Promise.all([termsNamed(ctx, ids('term')), changesNamed(ctx, ids('word'))]);
  const found = new Map<string, About>();
  for (const { name, kind, id } of parted) {
    const [term, word] = [terms.get(id), words.get(id)];
    if (kind === 'term') {
      if (term)
        found.set(name, { kind, id: term.term, name: term.term, language: term.language, reason: '' });
    } else if (kind === 'word') {
      if (word)
        found.set(name, {
          kind,
          id: word.word,
          name: word.term,
          language: word.language,
          reason: word.reason,
        });
    } else found.set(name, { kind, id, name: '', language: null, reason: '' });
  }
  return found;
}

/** Of a rule of which no more than its words is known. */
export const UNREAD: RuleRead = { ruleLanguage: null, ruleShown: null };

/** How this reader understands the rules of these verdicts (`verdict:id`). */
export async function rulesRead(ctx: Context, names: readonly string[]): Promise<Map<string, RuleRead>> {
  const prefix = 'verdict:';
  const ids = names.flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
  const rules = await rulesOf(ctx, ids);
  const originals = [...rules].map(([id, { version, language }]) => ({
    id,
    field: 'rule',
    version,
    language,
  }));
  const shown = await shownFor(ctx, { kind: 'verdict', originals });
  return new Map(
    originals.map(({ id, language }) => [
      prefix + id,
      { ruleLanguage: language, ruleShown: shown.get(`${id} rule`) ?? null },
    ]),
  );
}
