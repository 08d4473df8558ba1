import type { Memory } from './memory.ts';
import { VECTOR } from './notes.ts';
import type { Reader } from './reader.ts';

/** A note that reads less alike than this (cosine) is no reason for another. */
const ALIKE = 0.25;

/**
 * Which of what the reader knows brought a note: for `near`, the note of their last acts that reads most alike; for `graph`,
 * the one that shares most readers with it; for `topic`, which of its topics they wish for most, by its place. Else null.
 */
export function becauseOf(memory: Memory, reader: Reader): (note: number, source: string) => number | null {
  const { notes, graph } = memory;
  const { trail } = reader;
  const vectors = new Float32Array(trail.length * VECTOR);
  trail.forEach((note, at) => notes.vectorInto(note, vectors, at * VECTOR));
  const wished = wishesFor(reader);
  return (note, source) => {
    if (source === 'graph') return placeOr(graph.nearestOf(note, trail));
    if (source === 'near') return placeOr(mostAlike(notes.vectorOf(note), vectors));
    if (source === 'topic') return placeOr(mostWished(notes.topicIdsOf(note), wished));
    return null;
  };
}

function placeOr(place: number): number | null {
  return place < 0 ? null : place;
}

function mostAlike(vector: Float32Array, vectors: Float32Array): number {
  let [place, most] = [-1, ALIKE];
  for (let at = 0; at < vectors.length / VECTOR; at += 1) {
    let dot = 0;
    for (let part = 0; part < VECTOR; part += 1) dot += vector[part]! * vectors[at * VECTOR + part]!;
    if (dot > most) [place, most] = [at, dot];
  }
  return place;
}

/** How much a reader asked for a topic, and showed that they want it. */
function wishesFor({ interests, profile }: Reader): (topic: string) => number {
  const asked = new Map<string, number>();
  for (const { kind, id, weight } of interests)
    if (kind === 'topic') asked.set(id, (asked.get(id) ?? 0) + weight);
  return (topic) => (asked.get(topic) ?? 0) + (profile.wishes.get(`topic:${topic}`) ?? 0);
}

function mostWished(topics: readonly string[], wished: (topic: string) => number): number {
  let [place, most] = [-1, 0];
  for (const [at, topic] of topics.entries()) {
    const weight = wished(topic);
    if (weight > most) [place, most] = [at, weight];
  }
  return place;
}
