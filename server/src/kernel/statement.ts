import { sql, type CompiledQuery, type RawBuilder } from 'kysely';
import type { Context, Viewer } from './context.ts';
import { QUICK, quickly } from './database.ts';
import { given } from './ids.ts';

/** Stands in a statement's text for a value that each call brings. */
class Hole {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A place for a value of any type. */
export type Holes = <T>(name: string) => T;

interface Wording<Input, Row> {
  /** Names the text that this input needs. There are few; inputs of one shape differ in values only. */
  shape(input: Input): string;
  /** Words the text for a shape, with a hole wherever a value of the input goes. */
  build(input: Input, hole: Holes): RawBuilder<Row>;
  /** What goes into the holes. */
  values(input: Input): Record<string, unknown>;
  /** Whether it is a quick one (see QUICK), as most are. */
  quick?: boolean;
}

/**
 * A statement that is worded once per shape; later calls only bring their values. For the hottest queries, whose text
 * takes longer to put together than their answer to read.
 */
export function statement<Input, Row>({ shape, build, values, quick = true }: Wording<Input, Row>) {
  const lane = sql.raw(quick ? QUICK : '');
  const worded = new Map<string, CompiledQuery<Row>>();
  return async ({ db }: Pick<Context, 'db'>, input: Input): Promise<Row[]> => {
    const key = shape(input);
    let query = worded.get(key);
    if (!query) worded.set(key, (query = sql<Row>`${lane} ${build(input, makeHole)}`.compile(db)));
    const given = values(input);
    const parameters = query.parameters.map((value) =>
      value instanceof Hole ? valueFor(value, given) : value,
    );
    const send = quick ? quickly(db) : undefined;
    const { rows } = send
      ? await send(query.sql, parameters)
      : await db.executeQuery<Row>({ ...query, parameters });
    return rows as Row[];
  };
}

/** Columns of a row in place of holes, for statements that are given many rows. */
export function columnOf(alias: string): Holes {
  return <T>(name: string) => sql.ref(`${alias}.${name}`) as T;
}

/** SQL: the hole `ids` as `given`. */
export function givenIds(hole: Holes): RawBuilder<string[]> {
  return given('bigint', hole('ids'));
}

function makeHole<T>(name: string): T {
  return new Hole(name) as T;
}

function valueFor({ name }: Hole, given: Record<string, unknown>): unknown {
  const value = given[name];
  if (value === undefined) throw new Error(`Nothing was given for ${name}`);
  return value;
}

/** All of a viewer that decides about text rather than values. */
export function viewerShape({ id, roles, ageBand, young }: Viewer): string {
  return `${id === null ? 'visitor' : 'member'} ${roles.join()} ${ageBand} ${young}`;
}

/** A viewer of the same shape, with holes for the values that `viewerValues` gives. */
export function viewerWithHoles(viewer: Viewer, hole: Holes): Viewer {
  const id = viewer.id === null ? null : hole<string>('viewer');
  return { ...viewer, id, region: hole('region'), languages: hole('languages') };
}

export function viewerValues({ id, region, languages }: Viewer): Record<string, unknown> {
  return { viewer: id, region, languages };
}
