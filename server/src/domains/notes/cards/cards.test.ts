import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas';
import { CARD_BACKGROUNDS, cardBackground, type CardBackground } from '@jujube/contract/card-backgrounds';
import { graphemes } from '../../../kernel/drawing/units.ts';
import { until } from '../../../testing/until.ts';
import { drawCard } from './draw.ts';
import { paintBackground } from './paint.ts';
import { CardQueueFull, cardRenderer } from './renderer.ts';
import { cardWords } from './words.ts';

const canvas = createCanvas(1080, 1440);

describe('the words of a card', () => {
  it('loses unseen signs, control characters and towers of accents, and keeps what joins emoji', () => {
    assert.equal(cardWords('\u202e a\u200b\u0000\ufeffb \u2066c\u2069\t d\r\n\r\n\r\n\r\ne '), 'ab c d\n\ne');
    assert.equal(cardWords(`z${'\u0335\u0347\u0311'.repeat(40)}`).length, 4);
    assert.equal(cardWords('👩‍👩‍👧 ❤️'), '👩‍👩‍👧 ❤️');
    assert.equal(cardWords('\u200b\u2060 \u3164'), '');
  });

  it('shows about 300 characters or 600 letters and says with … that there was more', () => {
    assert.equal(graphemes(cardWords('字'.repeat(5000))).length, 301);
    const english = cardWords('people who stay '.repeat(400));
    assert.ok(english.length > 560 && english.length <= 601);
    assert.match(english, /\b(?:people|who|stay)…$/u);
    assert.equal(cardWords('字'.repeat(300)), '字'.repeat(300));
  });
});

describe('backgrounds', () => {
  it('are at least eight, each with its own id, name and colours', () => {
    assert.ok(CARD_BACKGROUNDS.length >= 8);
    for (const key of ['id', 'name', 'paper'] as const) {
      assert.equal(new Set(CARD_BACKGROUNDS.map((one) => one[key])).size, CARD_BACKGROUNDS.length);
    }
  });

  for (const background of CARD_BACKGROUNDS) {
    it(`${background.id}: words have a contrast of 4.5 to what is under them`, () => {
      assert.ok(share(background, (contrast) => contrast >= 4.5) > 0.995);
    });
  }
});

describe('drawing', () => {
  const hard: Record<string, string> = {
    Han: '我是不是点错 App 了？',
    traditional: '這碗虱目魚粥，是阿嬤留給我的',
    emoji: '😂👨‍👩‍👧‍👦❤️☕1️⃣🇨🇳👍🏽',
    'one long word': 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4),
    'an address': `https://example.org/${'a-b_c/'.repeat(60)}`,
    'zero width': '\u200b\u200c\u2060\ufeff猫\u200b税',
    '5,000 graphemes': '今天在菜市场，Tom 说 hello。'.repeat(300),
    'many lines': 'a\n'.repeat(400),
    spaces: '   \u3000\u3000  ',
    nothing: '',
  };
  for (const background of CARD_BACKGROUNDS) {
    it(`${background.id}: whatever the words, they stay in their box`, () => {
      for (const [name, text] of Object.entries(hard)) {
        const drawn = drawCard({ text, background: background.id }, canvas);
        assert.deepEqual(drawn.missing, [], name);
        const ink = inkOf(background, drawn.canvas);
        assert.ok(ink.outside < 20, `${name} has ink beyond the box`);
        assert.equal(ink.inside > 30, cardWords(text) !== '', name);
      }
    });
  }

  it('is the same for the same words, and another for others', () => {
    const of = (text: string): Buffer =>
      Buffer.from(drawCard({ text, background: 'jujube' }, canvas).canvas.data());
    assert.ok(of('枣安').equals(of('枣安')));
    assert.ok(!of('枣安').equals(of('早安')));
  });

  it('says which characters it could not draw', () => {
    assert.deepEqual(drawCard({ text: 'ok \u{13000}', background: 'paper' }, canvas).missing, ['\u{13000}']);
  });

  it('sets right-to-left words from the right', () => {
    const background = cardBackground('paper')!;
    drawCard({ text: 'שלום', background: 'paper', language: 'he' }, canvas);
    const { x, width } = background.box;
    const half = { ...background, box: { ...background.box, width: width / 2, x: x + width / 2 } };
    assert.ok(
      inkOf(half, canvas).inside >
        inkOf({ ...background, box: { ...background.box, width: width / 2 } }, canvas).inside,
    );
  });

  it('stands short Han in columns on letter paper and everything else in lines', () => {
    drawCard({ text: '借问酒家何处有', background: 'letter', language: 'zh-Hans' }, canvas);
    const { box } = cardBackground('letter')!;
    const left = { ...cardBackground('letter')!, box: { ...box, width: box.width * 0.6 } };
    const right = { ...left, box: { ...box, x: box.x + box.width - 190, width: 190 } };
    assert.ok(inkOf(right, canvas).inside > inkOf(left, canvas).inside);
  });
});

describe('the renderer', () => {
  const renderer = cardRenderer({ idleMs: 150, queueLimit: 40 });
  after(() => renderer.close());

  it('gives pictures of 3:4 in both formats', async () => {
    for (const format of ['png', 'webp'] as const) {
      const picture = await renderer.render({
        text: '猫税已缴 🐱',
        background: 'ticket',
        language: 'zh-Hans',
        format,
      });
      assert.deepEqual(
        [picture.width, picture.height, picture.format, picture.missing],
        [1080, 1440, format, []],
      );
      const image = await loadImage(picture.data);
      assert.deepEqual([image.width, image.height], [1080, 1440]);
    }
  });

  it('refuses one more than the queue takes, and does all the others', async () => {
    const all = Array.from({ length: 42 }, (_, at) =>
      renderer.render({ text: `第 ${at} 张`, background: 'paper' }),
    );
    const ended = await Promise.allSettled(all);
    const refused = ended.filter((one) => one.status === 'rejected');
    assert.equal(refused.length, 1);
    assert.ok(refused[0]!.reason instanceof CardQueueFull);
  });

  it('ends its process when there is nothing to do, and starts another when there is', async () => {
    await renderer.render({ text: '早', background: 'paper' });
    const [first] = children();
    assert.ok(first);
    await until('no process is left', async () => children().length === 0);
    await renderer.render({ text: '晚', background: 'paper' });
    assert.ok(children().length === 1 && children()[0] !== first);
  });

  it('fails one card when its process dies, and draws the next', async () => {
    await renderer.render({ text: '早', background: 'paper' });
    const lost = renderer.render({ text: '字'.repeat(300), background: 'rice' });
    process.kill(children()[0]!, 'SIGKILL');
    await assert.rejects(lost, /SIGKILL/u);
    assert.ok((await renderer.render({ text: '晚', background: 'paper' })).data.length > 1000);
  });

  it('refuses what waits when it is closed', async () => {
    const other = cardRenderer();
    const waiting = other.render({ text: '早', background: 'paper' });
    await Promise.all([other.close(), assert.rejects(waiting, /closed/u)]);
    await assert.rejects(other.render({ text: '早', background: 'paper' }), /closed/u);
    await other.close();
  });
});

function children(): number[] {
  const list = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();
  return list === '' ? [] : list.split(' ').map(Number);
}

type Ink = { inside: number; outside: number };

/** A sample of the pixels that the words changed, inside the box and outside it, with room for what hangs over an edge. */
function inkOf(background: CardBackground, drawn: Canvas): Ink {
  const before = paintBackground(background).data();
  const now = drawn.data();
  const { x, y, width, height } = background.box;
  const ruled = Boolean(background.ruled ?? background.columns);
  const down = ruled ? 160 : 60;
  const ink = { inside: 0, outside: 0 };
  for (let at = 0; at < now.length; at += 4 * 7) {
    if (before[at] === now[at] && before[at + 1] === now[at + 1]) continue;
    if (ruled && luminance(now, at) > 0.3) continue;
    const [px, py] = [(at / 4) % 1080, Math.floor(at / 4 / 1080)];
    if (px >= x && px < x + width && py >= y && py < y + height) ink.inside++;
    else if (px < x - 80 || px >= x + width + 80 || py < y - down || py >= y + height + down) ink.outside++;
  }
  return ink;
}

function share(background: CardBackground, good: (contrast: number) => boolean): number {
  const pixels = paintBackground(background).data();
  const ink = Buffer.from(background.ink.slice(1), 'hex');
  const { x, y, width, height } = background.box;
  let [all, fine] = [0, 0];
  for (let row = y; row < y + height; row += 3) {
    for (let column = x; column < x + width; column += 3) {
      all++;
      if (good(contrast(luminance(ink, 0), luminance(pixels, (row * 1080 + column) * 4)))) fine++;
    }
  }
  return fine / all;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** WCAG's relative luminance of the pixel at an offset. */
function luminance(pixels: Buffer, at: number): number {
  const linear = (value: number): number =>
    value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const [red, green, blue] = [0, 1, 2].map((part) => linear(pixels[at + part]! / 255));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
