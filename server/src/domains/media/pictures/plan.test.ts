import assert from 'node:assert/strict';
import { test } from 'node:test';
import { middleCrop, TALLEST } from './measures.ts';
import { ladder, pieceOf, plan } from './plan.ts';
import { turns } from './turns.ts';

test('a photograph gets every width, from one cut', () => {
  const cuts = plan({ width: 3024, height: 4032 }, ['card', 'note', 'motion']);
  assert.equal(cuts.length, 1);
  assert.deepEqual(
    cuts[0]!.wanted.map(({ role, width, height }) => `${role} ${width}×${height}`),
    ['card 256×341', 'card 384×512', 'card 560×747', 'note 800×1067', 'note 1200×1600', 'note 1600×2133'],
  );
});

test('a card shows the middle of what is longer than 3:4 or wider than 4:3, the note all of it', () => {
  const [card, note] = plan({ width: 10_000, height: 1000 }, ['card', 'note']);
  assert.deepEqual(card!.piece, { left: 4333, top: 0, width: 1333, height: 1000 });
  assert.deepEqual(note!.piece, { left: 0, top: 0, width: 10_000, height: 1000 });
  const [tall] = plan({ width: 1000, height: 3000 }, ['card']);
  assert.deepEqual(tall!.piece, { left: 0, top: 833, width: 1000, height: 1333 });
});

test('nothing is made bigger than it came', () => {
  assert.deepEqual(ladder(5000, 'card'), [256, 384, 560]);
  assert.deepEqual(ladder(560, 'card'), [256, 384, 560]);
  assert.deepEqual(ladder(500, 'card'), [256, 384, 500]);
  assert.deepEqual(ladder(400, 'card'), [256, 384]);
  assert.deepEqual(ladder(100, 'card'), [100]);
  assert.deepEqual(ladder(700, 'note'), [700]);
  assert.deepEqual(ladder(1, 'note'), [1]);
});

test('a screenshot of a whole conversation stays within what WebP can hold', () => {
  const cuts = plan({ width: 1000, height: 50_000 }, ['note']);
  const [only] = cuts[0]!.wanted;
  assert.equal(cuts[0]!.wanted.length, 1);
  assert.ok(only!.height <= TALLEST && only!.width === 320, JSON.stringify(only));
});

test('crops are fractions of the upright picture and stay inside it', () => {
  const picture = { width: 4000, height: 3000 };
  assert.deepEqual(pieceOf(picture, { x: 0.25, y: 0.5, width: 0.5, height: 0.5 }), {
    left: 1000,
    top: 1500,
    width: 2000,
    height: 1500,
  });
  assert.deepEqual(pieceOf(picture, { x: 0.9, y: 0.9, width: 0.5, height: 0.5 }), {
    left: 3600,
    top: 2700,
    width: 400,
    height: 300,
  });
  assert.deepEqual(pieceOf({ width: 1, height: 1 }, { x: 1, y: 1, width: 0.05, height: 0.05 }), {
    left: 0,
    top: 0,
    width: 1,
    height: 1,
  });
  assert.deepEqual(pieceOf(picture, middleCrop(picture, 3 / 4)), {
    left: 875,
    top: 0,
    width: 2250,
    height: 3000,
  });
  assert.deepEqual(pieceOf(picture, middleCrop(picture, 1)), {
    left: 500,
    top: 0,
    width: 3000,
    height: 3000,
  });
  assert.deepEqual(middleCrop(picture, 4 / 3), { x: 0, y: 0, width: 1, height: 1 });
});

test('people take turns', () => {
  const queue = turns<string>();
  for (const item of ['a1', 'a2', 'a3']) queue.add('a', item);
  queue.add('b', 'b1');
  assert.equal(queue.next(), 'a1');
  queue.add('c', 'c1');
  assert.equal(queue.size(), 4);
  assert.deepEqual(
    [queue.next(), queue.next(), queue.next(), queue.next(), queue.next()],
    ['b1', 'a2', 'c1', 'a3', undefined],
  );
});
