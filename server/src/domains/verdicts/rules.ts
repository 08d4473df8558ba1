import type { TakenDown } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { keepsRules, type Viewer } from '../../kernel/context.ts';
import { followedBy, follows, notBlocked } from '../graph/index.ts';
import { notClosed } from '../people/index.ts';
import { nearestVersion, registeredLanguage, type ShownWhole } from '../translation/index.ts';

type Ref = RawBuilder<unknown>;

/** A row that somebody may or may not see; all but `kind` are SQL references of the query at hand. */
export interface Subject {
  kind: 'note' | 'comment' | 'person' | 'board' | 'topic' | 'name';
  id: Ref;
  owner: Ref;
  /** 'public' | 'followers' | 'mutuals' | 'me'; nothing for what has no audience of its own. */
  visibility?: Ref;
}

/**
 * What may this viewer see? The one answer, as SQL for `where`: blocks (both ways), audience, and the verdicts of those
 * who keep the rules (removed anywhere or in the viewer's region, hidden from minors). Owners see their own things;
 * moderators and administrators also what was removed, never what is private.
 * Membership policy (members only) is decided before any query, by the routes' guard.
 */
export function visibleTo({ viewer }: { viewer: Viewer }, subject: Subject): RawBuilder<SqlBool> {
  const { owner, visibility } = subject;
  const mine = viewer.id === null ? sql<SqlBool>`false` : sql<SqlBool>`${owner} = ${viewer.id}::bigint`;
  return sql<SqlBool>`(${mine} or (${notClosed(owner)} and ${notBlocked(viewer, owner)}
    and ${visibility ? audience(viewer, owner, visibility) : sql<SqlBool>`true`}
    and ${notRemoved(viewer, subject)}))`;
}

function audience(viewer: Viewer, owner: Ref, visibility: Ref): RawBuilder<SqlBool> {
  if (viewer.id === null) return sql<SqlBool>`${visibility} = 'public'`;
  return sql<SqlBool>`(${visibility} = 'public'
    or (${visibility} = 'followers' and ${follows(viewer, owner)})
    or (${visibility} = 'mutuals' and ${follows(viewer, owner)} and ${followedBy(viewer, owner)}))`;
}

function notRemoved(viewer: Viewer, { kind, id }: Subject): RawBuilder<SqlBool> {
  if (keepsRules(viewer)) return sql<SqlBool>`true`;
  const minor = viewer.ageBand === 'child' || viewer.ageBand === 'teen';
  return sql<SqlBool>`(not exists (select from verdicts v where v.kind = ${sql.lit(kind)}) or not exists (
    select from verdicts v where v.kind = ${sql.lit(kind)} and v.subject_id = ${id}::text
      and (v.effect = 'remove' or (v.effect = 'hide_from_minors' and ${minor}::boolean))
      and (v.region is null or v.region = ${viewer.region}::text)
      and (v.until is null or v.until > now())))`;
}

/** A removal as JSON has it. */
export interface StoredRemoval {
  rule: string;
  reason: TakenDown['reason'];
  since: string;
  until: string | null;
  regions: string[];
  language: string | null;
  shown: ShownWhole | null;
}

/**
 * SQL: the removal of a thing that is in force, told to nobody but its owner; null for everybody else. `order`: SQL, the
 * `readingOrder` in which they read its rule.
 */
export function ownRemoval(
  { viewer }: { viewer: Viewer },
  { kind, id, owner }: Subject,
  order: RawBuilder<string[]>,
): RawBuilder<StoredRemoval | null> {
  if (viewer.id === null) return sql`null::json`;
  const text = { kind: 'verdict', id: sql`v.id`, field: sql`'rule'` };
  const language = registeredLanguage(text);
  const shown = nearestVersion({ ...text, version: sql`hashtext(v.rule)`, language, order });
  // Of removals in several regions the one for everywhere comes first, and says it all.
  return sql<StoredRemoval | null>`case when ${owner} = ${viewer.id}::bigint then (
    select json_build_object('rule', v.rule, 'reason', v.reason, 'since', v.since, 'until', v.until, 'regions', v.regions,
      'language', ${language}, 'shown', ${shown})
    from (
      select (array_agg(v.id order by v.region nulls first))[1] as id, (array_agg(v.rule order by v.region nulls first))[1] as rule,
        (array_agg(v.reason order by v.region nulls first))[1] as reason,
        (array_agg(v.created_at order by v.region nulls first))[1] as since,
        (array_agg(v.until order by v.region nulls first))[1] as until,
        case when bool_or(v.region is null) then '{}' else array_agg(v.region order by v.region) end as regions
      from verdicts v where v.kind = ${sql.lit(kind)} and v.subject_id = ${id}::text and v.effect = 'remove'
        and (v.until is null or v.until > now()) having count(*) > 0) v) end`;
}

/** How long what is taken down everywhere for good keeps its pictures: those who keep the rules may think again. */
export const PICTURES_KEPT_DAYS = 30;

/** What its owner is told of a removal. */
export function takenDownOf(
  removal: StoredRemoval | null,
  { pictures }: { pictures: boolean },
): TakenDown | null {
  if (!removal) return null;
  const { rule, reason, regions, language, shown } = removal;
  const [since, until] = [new Date(removal.since), removal.until === null ? null : new Date(removal.until)];
  const goes = pictures && until === null && regions.length === 0;
  return {
    rule,
    ruleLanguage: language,
    ruleShown: shown && readRule(shown),
    reason,
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    regions,
    picturesUntil: goes ? new Date(since.getTime() + PICTURES_KEPT_DAYS * 24 * 3600_000).toISOString() : null,
  };
}

function readRule({ text, language, state, by, parts }: ShownWhole): TakenDown['ruleShown'] {
  return { text, language, state, by, ...(parts && { pairs: parts }) };
}

/** SQL: a verdict about a thing is in force somewhere, so that what of it is open to everybody has to be asked for. */
export function judged(kind: Ref, id: Ref): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select from verdicts v where v.kind = ${kind} and v.subject_id = ${id}::text
    and (v.until is null or v.until > now()))`;
}
