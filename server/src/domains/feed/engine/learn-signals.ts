import { blankFeatures, featuresOf, hashOf, type Account, type Outcome, type Signal } from '@jujube/ranker';
import { timeOf, type Id } from '../../../kernel/ids.ts';
import { unpackShape, type Placed } from '../shape.ts';
import { tell } from './asides.ts';
import { count, COUNTED, SHARED } from './evidence.ts';
import { KIND, READ_MS } from './kinds.ts';
import type { Memory } from './memory.ts';
import type { Shown } from './pending.ts';

const HOUR = 3_600_000;
/** The second from which the graph counts: 2026-01-01. */
const EPOCH_SECOND = Date.UTC(2026, 0, 1) / 1000;
/** What a reader does with a note they were shown is waited for so long, before the heads learn what came of it. */
const WAIT_MS = 30 * 60_000;

/** One act, as the log has it. */
export interface SignalRow {
  list: string;
  position: number;
  kind: number;
  /** A person's id; below zero a visitor's network. */
  reader: string;
  noteId: Id;
  value: number;
  shape: Uint8Array;
  network: number | null;
  device: number | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** Bits of what came of an impression, for the heads. */
const OUTCOME = { open: 1, dwell: 2, save: 4, comment: 8, share: 16, follow: 32, hide: 64 } as const;

interface Said {
  /** How the profile learns it. */
  tells?: Signal['kind'];
  /** What the heads foretell of it. */
  outcome?: keyof typeof OUTCOME;
  /** What is counted of it. */
  what?: number;
  /** Says that the reader cared for the note. */
  cares?: boolean;
  /** Can be made in numbers to push a note. */
  mark?: boolean;
}

/** What each act says. A swipe and a full view say what the open before them said. */
const SAYS: Readonly<Record<number, Said>> = {
  [KIND.open]: { tells: 'open', outcome: 'open' },
  [KIND.dwell]: { tells: 'dwell', outcome: 'dwell', what: COUNTED.read, cares: true },
  [KIND.like]: { tells: 'like', what: COUNTED.like, cares: true, mark: true },
  [KIND.save]: { tells: 'save', outcome: 'save', what: COUNTED.save, cares: true, mark: true },
  [KIND.comment]: { tells: 'comment', outcome: 'comment', what: COUNTED.comment, cares: true, mark: true },
  [KIND.share]: { tells: 'share', outcome: 'share', what: SHARED, cares: true },
  [KIND.follow]: { tells: 'follow', outcome: 'follow', cares: true, mark: true },
  [KIND.hide]: { tells: 'hide', outcome: 'hide' },
  [KIND.less]: { tells: 'less', outcome: 'hide' },
  [KIND.more]: { tells: 'more', what: SHARED },
};

/** Learns one act. Only what stands in the log is asked, so that learning it again comes to the same. */
export function learnSignal(memory: Memory, row: SignalRow): void {
  memory.tell(row.at);
  settle(memory, memory.clock - WAIT_MS);
  const note = memory.notes.numbers.find(row.noteId);
  if (note < 0) return;
  if (row.reader.startsWith('-')) {
    visitorSaw(memory, note, row);
    return;
  }
  const person = memory.people.of(row.reader);
  const account = {
    person,
    joined: timeOf(row.reader) / HOUR,
    ...(row.device !== null && { device: row.device }),
  };
  takeBack(memory, memory.rings.came(account));
  const act = { ...row, note, account };
  const shown = showing(memory, act);
  const said = row.kind === KIND.dwell && row.value < READ_MS ? undefined : SAYS[row.kind];
  if (!said) return;
  told(memory, act, said);
  if (said.outcome) {
    if (shown) shown.acts |= OUTCOME[said.outcome];
    else foretell(memory, { ...act, person, joined: account.joined, acts: OUTCOME[said.outcome] }, true);
  }
  if (said.cares) memory.rings.believes(account, row.at / HOUR, memory.notes.author[note]!);
  if (said.what !== undefined) counted(memory, act, said.what);
  if (said.mark) takeBack(memory, memory.rings.marked(account, note, row.at / HOUR));
}

interface Act extends SignalRow {
  note: number;
  account: Account;
}

/** The impression that an act belongs to; whoever did something with a note was shown it. Null where it is long learnt. */
function showing(memory: Memory, act: Act): Shown | null {
  const key = `${act.list}/${act.position}/${act.reader}`;
  const known = memory.pending.get(key);
  if (known) return known;
  if (act.kind !== KIND.impression && act.at - madeAt(act.list) > WAIT_MS) return null;
  const { note, position, at, account, shape } = act;
  const shown = { note, person: account.person, position, acts: 0, at, joined: account.joined, shape };
  memory.pending.add(key, shown);
  memory.shown.push(account.person, [note]);
  if (!memory.rings.suspects(account.person) && !crowds(memory, act)) memory.guarantee.seen(note);
  counted(memory, act, COUNTED.impression);
  return shown;
}

/** The reader's own interests follow whoever they are: they decide what this reader is shown, and nobody else. */
function told(memory: Memory, { note, account: { person }, reader, at }: Act, { tells, cares }: Said): void {
  if (!tells) return;
  const { notes, asides } = memory;
  const signal: Signal = {
    kind: tells,
    time: at,
    vector: notes.vectorOf(note),
    channel: notes.channelOf(note),
    topics: notes.topicIdsOf(note),
    authorId: memory.people.idOf(notes.author[note]!),
  };
  const said = {
    signal,
    note,
    cares: cares === true || tells === 'more',
    leaves: tells === 'hide' || tells === 'less',
  };
  if (at >= (memory.resets.get(reader) ?? 0)) tell(memory, person, said);
  if (asides.hears(reader, at)) tell(asides, person, said);
}

/** Counts toward quality and the graph, at once or when the account is believed; what may have to be taken back is noted. */
function counted(memory: Memory, act: Act, what: number): void {
  const { rings, done } = memory;
  const { account, note, at } = act;
  const { person } = account;
  if (rings.suspects(person) || crowds(memory, act)) return;
  const second = Math.floor(at / 1000) - EPOCH_SECOND;
  if (!rings.isNew(account, at / HOUR)) {
    countAll(memory, person);
    done.clear(person);
    add(memory, person, { note, what, second });
    return;
  }
  done.push(person, [note, what, second, 0]);
  if (rings.believes(account, at / HOUR)) countAll(memory, person);
}

function crowds({ rings }: Memory, { network, note, account }: Act): boolean {
  return network !== null && rings.crowds(account.person, { address: network, note });
}

/** What an account did since it was last counted. */
function countAll(memory: Memory, person: number): void {
  const { done } = memory;
  for (let at = done.count(person) - 1; at >= 0; at -= 1) {
    if (done.get(person, at, 3) === 1) return;
    const [note, what, second] = [done.get(person, at, 0), done.get(person, at, 1), done.get(person, at, 2)];
    done.set(person, at, [note, what, second, 1]);
    add(memory, person, { note, what, second });
  }
}

function add(
  memory: Memory,
  person: number,
  { note, what, second }: { note: number; what: number; second: number },
): void {
  if (what !== SHARED) count(memory, note, { what, by: 1 });
  if (what !== COUNTED.impression) memory.graph.put({ reader: person, note, time: second });
}

/** What those did who are now suspected is taken back. */
function takeBack(memory: Memory, people: readonly number[]): void {
  const { done, graph } = memory;
  for (const person of people) {
    for (let at = 0; at < done.count(person); at += 1) {
      const what = done.get(person, at, 1);
      if (done.get(person, at, 3) === 1 && what !== SHARED)
        count(memory, done.get(person, at, 0), { what, by: -1 });
    }
    done.clear(person);
    graph.forgetReader(person);
  }
}

/** Visitors are nobody in particular: that they saw a note is believed of a household for each network, and nothing else. */
function visitorSaw({ guarantee, rings }: Memory, note: number, { kind, reader, list }: SignalRow): void {
  if (kind !== KIND.impression) return;
  const address = Number(BigInt.asIntN(32, BigInt(reader)));
  if (!rings.crowds(hashOf(list), { address, note })) guarantee.seen(note);
}

/** The heads learn what came of the impressions that are old enough. */
function settle(memory: Memory, since: number): void {
  for (let due = memory.pending.takeDue(since); due; due = memory.pending.takeDue(since)) {
    foretell(memory, due, false);
  }
}

const features = blankFeatures();

/** Learns an impression, or of a late act only that it came after all. */
function foretell(memory: Memory, shown: Omit<Shown, 'at'> & { at: number }, late: boolean): void {
  const { notes, rings, heads } = memory;
  const { person, joined, note, position, acts } = shown;
  if (!rings.believes({ person, joined }, shown.at / HOUR)) return;
  const placed: Placed = unpackShape(shown.shape);
  const outcome: Outcome = {};
  for (const [head, bit] of Object.entries(OUTCOME) as [keyof typeof OUTCOME, number][]) {
    const happened = (acts & bit) !== 0;
    if (happened || !late) outcome[head] = happened;
  }
  const shape = {
    ...placed,
    channel: notes.channelOf(note),
    topics: notes.topicIdsOf(note),
    language: notes.languageOf(note),
    position,
  };
  heads.learn(featuresOf(shape, features), outcome);
}

/** The moment a list was made: its name is a UUIDv7. */
function madeAt(list: string): number {
  return Number.parseInt(list.slice(0, 8) + list.slice(9, 13), 16);
}
