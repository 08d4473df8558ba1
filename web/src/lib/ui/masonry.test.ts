import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { masonryCss, place, tileClass, tileOf } from './masonry.ts';

test('the style sheet is the one these numbers make', () => {
  assert.equal(readFileSync(new URL('./masonry.css', import.meta.url), 'utf8'), masonryCss());
});

test('ratios are clamped, and a missing picture is 3:4', () => {
  assert.equal(tileOf({ width: 400, height: 2000 }, 'x').rows, 27);
  assert.equal(tileOf({ width: 2000, height: 400 }, 'x').rows, 15);
  assert.equal(tileOf(null, 'x').rows, 27);
});

test('no title, a short one and a long one are told apart', () => {
  const of = (title: string) => tileClass(tileOf({ width: 1, height: 1 }, title));
  assert.equal(of('  '), 'tile r20 t0');
  assert.equal(of('枣安'), 'tile r20 t1');
  assert.equal(of('租的房子也可以很好看'), 'tile r20 t3');
  assert.equal(of('枣a枣a枣a枣a枣'), 'tile r20 t2', 'the air between Han and Latin counts');
  assert.equal(of('巷口那只橘猫，每天早上都在等同一个人，从来不迟到'), 'tile r20 t14');
});

test('cards fill the shortest column, the left one first, and never overlap', () => {
  const tiles = Array.from({ length: 60 }, (_, i) =>
    tileOf({ width: 10, height: 7 + (i % 7) }, '枣'.repeat(i % 25)),
  );
  for (const width of [304, 374, 720, 900, 1040, 1440]) {
    const boxes = place(tiles, width);
    boxes.forEach((box, i) => {
      assert.ok(box.x + box.width <= width + 0.01);
      for (const other of boxes.slice(0, i)) {
        if (other.column === box.column) assert.ok(other.y + other.height <= box.y + 0.01);
        assert.ok(other.y <= box.y + 0.01, 'a later card never starts above an earlier one');
      }
    });
  }
});
