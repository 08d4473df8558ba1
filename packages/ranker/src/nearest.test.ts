import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { normalise } from './embedding.ts';
import { seeded } from './index.ts';
import { NearestNotes } from './nearest.ts';

const folder = mkdtempSync(join(tmpdir(), 'nearest-'));
after(() => rmSync(folder, { recursive: true }));

const random = seeded(9);
const vectors = Array.from({ length: 3000 }, () =>
  normalise(Float32Array.from({ length: 32 }, () => random() - 0.5)),
);
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

test('nearly all of the nearest are found, also after a restart, and what is gone is not', () => {
  const notes = new NearestNotes({ size: 32 });
  vectors.forEach((vector, note) => notes.put(note, vector));
  const path = join(folder, 'index');
  notes.save(path);
  const loaded = new NearestNotes({ size: 32 });
  loaded.load(path);
  assert.equal(loaded.length, 3000);
  let found = 0;
  for (let question = 0; question < 20; question += 1) {
    const wanted = vectors[question * 7]!;
    const best = new Set(
      [...vectors.keys()].sort((a, b) => dot(vectors[b]!, wanted) - dot(vectors[a]!, wanted)).slice(0, 50),
    );
    const list = loaded.search(wanted, 50);
    assert.equal(list[0]!.note, question * 7);
    assert.ok(list[0]!.cosine > 0.98);
    found += list.filter(({ note }) => best.has(note)).length;
  }
  assert.ok(found >= 0.9 * 20 * 50, `${found} of 1000`);
  loaded.forget(7);
  assert.notEqual(loaded.search(vectors[7]!, 1)[0]!.note, 7);
  loaded.put(8, vectors[7]!);
  assert.equal(loaded.search(vectors[7]!, 1)[0]!.note, 8);
});

test('a note without a direction is left out, and an empty index finds nothing', () => {
  const notes = new NearestNotes({ size: 4 });
  notes.put(1, new Float32Array(4));
  assert.deepEqual(notes.search(Float32Array.of(1, 0, 0, 0), 5), []);
});
