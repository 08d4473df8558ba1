import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawn, isWhole, largest, moved, sent, WHOLE, type Corner } from './crop.ts';

const WIDE = { width: 4000, height: 3000 };
const TALL = { width: 3000, height: 4000 };

const ratioOf = ({ width, height }: { width: number; height: number }, size: typeof WIDE) =>
  (width * size.width) / (height * size.height);

describe('cutting a piece out of a picture', () => {
  it('takes the largest piece of a shape, around the middle', () => {
    for (const size of [WIDE, TALL]) {
      for (const ratio of [3 / 4, 1, 4 / 3]) {
        const crop = largest(size, ratio);
        assert.ok(Math.abs(ratioOf(crop, size) - ratio) < 1e-9);
        assert.equal(Math.max(crop.width, crop.height), 1);
        assert.ok(
          Math.abs(crop.x + crop.width / 2 - 0.5) < 1e-9 && Math.abs(crop.y + crop.height / 2 - 0.5) < 1e-9,
        );
      }
    }
    assert.ok(isWhole(largest(WIDE, 4 / 3)));
    assert.deepEqual(largest(WIDE, null), WHOLE);
  });

  it('never leaves the picture, wherever it is moved or its corners are drawn to', () => {
    const far = [-9, -0.3, 0, 0.2, 0.7, 1.4, 9];
    for (const x of far) {
      for (const y of far) {
        const start = moved(largest(WIDE, 1), x, y);
        const all = (['nw', 'ne', 'sw', 'se'] as Corner[]).flatMap((corner) => [
          drawn(start, { corner, to: { x, y } }),
          drawn(start, { corner, to: { x, y }, ratio: 3 / 4 }),
        ]);
        for (const crop of [start, ...all].map(sent)) {
          assert.ok(
            crop.x >= 0 && crop.y >= 0 && crop.width >= 0.05 && crop.height >= 0.05,
            JSON.stringify(crop),
          );
          assert.ok(crop.x + crop.width <= 1 && crop.y + crop.height <= 1, JSON.stringify(crop));
        }
      }
    }
  });

  it('keeps the opposite corner and the shape while one corner is drawn', () => {
    const start = { x: 0.2, y: 0.2, width: 0.4, height: 0.4 };
    const crop = drawn(start, { corner: 'nw', to: { x: 0.4, y: 0.5 }, ratio: 1 });
    assert.ok(Math.abs(crop.x + crop.width - 0.6) < 1e-9 && Math.abs(crop.y + crop.height - 0.6) < 1e-9);
    assert.ok(Math.abs(crop.width - crop.height) < 1e-9);
  });
});
