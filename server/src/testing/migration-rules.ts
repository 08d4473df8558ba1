/** What a migration may not do to a table that is in use, and what to do instead. */
interface Rule {
  forbidden: RegExp;
  instead: string;
  /** Also in files that run outside a transaction. */
  everywhere?: true;
}

const ADD = String.raw`add (?:column )?(?:if not exists )?(?!constraint|foreign|check|unique|primary|exclude)`;

/** About statements that begin with `alter table` and name a table that is in use. */
const ALTERING: readonly Rule[] = [
  {
    forbidden: /add (constraint \S+ )?(foreign key|check)(?!.*not valid)/,
    instead: 'add it `not valid`, and validate it in a later file outside a transaction',
    everywhere: true,
  },
  {
    forbidden: /add (constraint \S+ )?(unique|primary key|exclude)(?!.* using index)/,
    instead: 'make a unique index concurrently, then `add constraint … using index`',
    everywhere: true,
  },
  {
    forbidden: new RegExp(
      `${ADD}\\S+ .*\\b(references|check|unique|primary key|generated|serial|bigserial)\\b`,
    ),
    instead: 'add the plain column, and the constraint or index apart',
    everywhere: true,
  },
  {
    forbidden: new RegExp(`${ADD}\\S+ .*default (?!now\\(\\))[a-z_]+\\(`),
    instead: 'a default that is worked out for every row rewrites the table: fill it in batches',
    everywhere: true,
  },
  {
    forbidden: new RegExp(`${ADD}\\S+ (?!.*default).*not null`),
    instead: 'give it a default, or let it be null',
    everywhere: true,
  },
  {
    forbidden: /alter (column )?\S+ set not null/,
    instead: 'add `check (… is not null) not valid`, and validate it later',
    everywhere: true,
  },
  {
    forbidden: /alter (column )?\S+ (set data )?type/,
    instead: 'a column of the new type, filled in batches',
    everywhere: true,
  },
  {
    forbidden: /\brename\b/,
    instead: 'the code of before still runs: add, fill, and drop later',
    everywhere: true,
  },
  {
    forbidden: /set (logged|unlogged|tablespace|access method)|cluster on/,
    instead: 'nothing: it rewrites the table',
    everywhere: true,
  },
  { forbidden: /validate constraint/, instead: 'validate it in a file outside a transaction' },
];

const ANYWHERE: readonly Rule[] = [
  {
    forbidden: /^(lock|truncate|cluster|vacuum full|reindex(?!.*concurrently))\b/,
    instead: 'nothing: it shuts everybody out',
    everywhere: true,
  },
  {
    forbidden: /^(create (unique )?index|drop index) concurrently/,
    instead: 'begin the file with `-- outside a transaction`',
  },
];

const OUTSIDE = /^-- outside a transaction/;

/**
 * What a migration does that would hold up a site which serves: one sentence each. Tables that the file itself makes are
 * in nobody's way. Statements are told apart by semicolons at the ends of lines, functions by their dollars.
 */
export function troublesIn(text: string): string[] {
  const outside = OUTSIDE.test(text);
  const statements = split(text);
  const fresh = new Set(
    statements.flatMap((one) => /^create (?:unlogged )?table (?:if not exists )?(\S+)/.exec(one)?.[1] ?? []),
  );
  return statements.flatMap((one, index) => {
    const said = (instead: string) => `${one.slice(0, 80)}: ${instead}`;
    const broken = rulesFor(one, fresh).filter(
      ({ forbidden, everywhere }) => (everywhere || !outside) && forbidden.test(one),
    );
    return [
      ...broken.map(({ instead }) => said(instead)),
      ...others(one, { fresh, outside, before: statements[index - 1] ?? '' }).map(said),
    ];
  });
}

function rulesFor(statement: string, fresh: ReadonlySet<string>): readonly Rule[] {
  const altered = /^alter table (?:if exists )?(?:only )?(\S+)/.exec(statement)?.[1];
  return altered !== undefined && !fresh.has(altered) ? [...ANYWHERE, ...ALTERING] : ANYWHERE;
}

interface Around {
  fresh: ReadonlySet<string>;
  outside: boolean;
  before: string;
}

function others(statement: string, { fresh, outside, before }: Around): string[] {
  const index =
    /^create (?:unique )?index (concurrently )?(?:if not exists )?(\S+) on (?:only )?([^\s(]+)/.exec(
      statement,
    );
  const written = /^(?:with .*)?(?:update|delete from) (?:only )?(\S+)/.exec(statement)?.[1];
  const troubles = [];
  if (index && !index[1] && !fresh.has(index[3]!)) troubles.push('make the index concurrently');
  if (index?.[1] && before !== `drop index concurrently if exists ${index[2]}`)
    troubles.push(
      `put \`drop index concurrently if exists ${index[2]}\` before it: one that failed half-way stays, invalid`,
    );
  if (written && !fresh.has(written) && !(outside && /\blimit \d+/.test(statement)))
    troubles.push(
      'fill rows in a file outside a transaction, some thousand at a time with `limit`, `-- in batches`',
    );
  if (outside && statement.includes('$$')) troubles.push('functions belong in a file that is a transaction');
  return troubles;
}

/** In lower case, without comments, strings and more than one space. */
function split(text: string): string[] {
  return text
    .replace(/--.*$/gm, '')
    .replace(/(\$\w*\$)[^]*?\1/g, '$$$$')
    .replace(/'(?:[^']|'')*'/g, "''")
    .toLowerCase()
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
}
