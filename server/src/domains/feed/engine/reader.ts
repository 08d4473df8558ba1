import { newProfile, type Interest, type Profile } from '@jujube/ranker';
import type { Database } from '../../../kernel/database.ts';
import type { Id } from '../../../kernel/ids.ts';
import {
  interestsFrom,
  NO_ASKS,
  NO_CHOICES,
  readAsksAndChoices,
  type Asks,
  type Choices,
} from '../wishes/index.ts';
import type { Memory } from './memory.ts';
import { VECTOR } from './notes.ts';

/** Acts from which related notes are looked for. */
const TRAIL = 20;
/** Who cared for fewer notes in lists is known by what they liked elsewhere. */
const KNOWN = 5;

/** For whom a list is ranked: what they asked, what they chose, and what was learnt of them. */
export interface Reader {
  /** −1: a visitor, or somebody of whom nothing was learnt yet. */
  person: number;
  asks: Asks;
  /** Channels picked at arrival, and channels and topics of what they liked. */
  interests: Interest[];
  follows: ReadonlySet<Id>;
  profile: Profile;
  /** Notes that they cared for last, newest first. */
  trail: number[];
}

/** Reads what somebody asks, likes and follows. Who they are to the ranking is told by what it has learnt by then. */
export async function readReader(db: Database, viewer: Id | null): Promise<(memory: Memory) => Reader> {
  const said = viewer === null ? NOBODY : await readAsksAndChoices({ db }, viewer);
  return (memory) => readerOf(memory, { viewer, ...said });
}

const NOBODY = { asks: NO_ASKS, chosen: NO_CHOICES };

function readerOf(
  memory: Memory,
  { viewer, asks, chosen }: { viewer: Id | null; asks: Asks; chosen: Choices },
): Reader {
  const { notes, trails, profiles } = memory;
  const person = viewer === null ? -1 : memory.people.find(viewer);
  // What was asked to be forgotten is, also while the log has not heard of it.
  const forgot = viewer !== null && asks.resetAt !== null && asks.resetAt > (memory.resets.get(viewer) ?? 0);
  const isKnown = person >= 0 && !forgot;
  const trail: number[] = [];
  if (isKnown)
    for (let at = trails.count(person) - 1; at >= 0 && trail.length < TRAIL; at -= 1)
      trail.push(trails.get(person, at));
  const profile = isKnown ? profiles.get(person) : newProfile(VECTOR);
  const liked =
    asks.resetAt === null && trail.length < KNOWN ? chosen.liked.map((id) => notes.numbers.find(id)) : [];
  const there = liked.filter((note) => note >= 0 && !trail.includes(note));
  return {
    person,
    asks,
    interests: [...interestsFrom(asks), ...interestsIn(memory, asks.picked, there)],
    follows: chosen.follows,
    profile,
    trail: [...trail, ...there].slice(0, TRAIL),
  };
}

/** Channels that were picked, and channels and topics of what was liked. */
function interestsIn({ notes }: Memory, picked: readonly string[], liked: readonly number[]): Interest[] {
  const weights = new Map<string, Interest>();
  const add = (kind: Interest['kind'], id: string, weight: number) => {
    const known = weights.get(kind + id);
    if (known) known.weight = Math.min(1, known.weight + weight);
    else weights.set(kind + id, { kind, id, weight });
  };
  for (const slug of picked) add('channel', slug, 0.6);
  for (const note of liked) {
    const channel = notes.channelOf(note);
    if (channel) add('channel', channel, 0.08);
    for (const topic of notes.topicIdsOf(note)) add('topic', topic, 0.2);
  }
  return [...weights.values()];
}
