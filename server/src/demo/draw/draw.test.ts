import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { readDemo } from '../read.ts';
import { ACCENTS, LETTERS } from './alphabet.ts';
import { demoCredits } from './credits.ts';
import {
  avatarPicture,
  creditOf,
  draw,
  drawPicture,
  pictureFor,
  READY,
  readyName,
  type PictureSpec,
} from './index.ts';
import { traces } from './path.ts';
import { FACES, PARAMS, SUBJECTS } from './spec.ts';

const data = readDemo();
const specs: PictureSpec[] = data.notes.flatMap(({ key, language, pictures }) =>
  pictures.map(({ kind, params, ratio }, index) => ({
    kind,
    params,
    ratio,
    language,
    seed: `${key}-${index + 1}`,
  })),
);

describe('pictures of the demo week', () => {
  it('are of at least twelve kinds, and no two are the same', () => {
    assert.ok(new Set(specs.map((spec) => spec.kind)).size >= 12);
    const told = specs.map(({ kind, params }) => JSON.stringify([kind, params]));
    assert.equal(new Set(told).size, told.length);
  });

  it('have parameters that their kind knows, every one', () => {
    for (const { kind, params, seed } of specs) {
      assert.ok(kind in PARAMS, `${seed}: ${kind}`);
      const parsed = PARAMS[kind as keyof typeof PARAMS].safeParse(params);
      assert.ok(parsed.success, `${seed}: ${parsed.error?.message}`);
    }
  });
});

describe('drawing', () => {
  const drawn = specs.filter((spec) => spec.kind !== 'photo');

  it('gives each kind of picture its ratio, within a quarter of a second each', () => {
    const began = process.cpuUsage();
    const sorts = [...new Map(drawn.map((spec) => [`${spec.kind} ${spec.ratio}`, spec])).values()];
    for (const [at, spec] of sorts.entries()) {
      const canvas = draw(spec);
      if (at % 6 === 0) canvas.data();
      const [width, height] = (spec.ratio ?? '3:4').split(':').map(Number);
      assert.equal(canvas.width * height!, canvas.height * width!, spec.seed);
    }
    const { user, system } = process.cpuUsage(began);
    assert.ok((user + system) / 1000 / sorts.length < 250, `${user / 1000 / sorts.length} ms each`);
  });

  it('is the same for the same spec, and another for another seed', () => {
    const kinds = new Map(drawn.map((spec) => [spec.kind, spec]));
    for (const spec of kinds.values()) {
      const once = draw(spec).data();
      assert.ok(once.equals(draw(spec).data()), spec.kind);
      const other = draw({ ...spec, seed: 'another' }).data();
      assert.equal(once.equals(other), spec.kind === 'text-card' && spec.ratio === '3:4', spec.kind);
    }
  });

  it('refuses what PICTURES.md does not know', () => {
    assert.throws(
      () => draw({ kind: 'hologram', params: {}, seed: 'x' }),
      /no kind of picture named hologram/u,
    );
    const clock = { hour: 3, minute: 5, label: 'a' };
    assert.throws(() => draw({ kind: 'clock', params: { ...clock, alarm: true }, seed: 'x' }), /alarm/u);
    assert.throws(
      () => draw({ kind: 'sketch', params: { subject: 'unicorn' }, seed: 'x' }),
      /no such subject/u,
    );
  });

  for (const [at, one] of hardSpecs().entries()) {
    it(`keeps going with far too many words or hardly any: ${one.kind} ${at}`, () => {
      for (const ratio of ['3:4', '4:3'] as const) {
        assert.equal(draw({ ...one, ratio, seed: 'hard', language: 'zh-Hans' }).width, 1080);
      }
    });
  }
});

describe('subjects, faces and letters', () => {
  it('are those of PICTURES.md', () => {
    const page = readFileSync(join(import.meta.dirname, '../data/PICTURES.md'), 'utf8');
    const named = (heading: RegExp): string[] =>
      Array.from(heading.exec(page)![1]!.matchAll(/`([\w-]+)`/gu), (match) => match[1]!);
    const subjects = named(/\*\*Subjects\*\*[^\n]*:\n(.*)/u);
    assert.deepEqual(
      subjects.filter((name) => !(name in SUBJECTS)),
      [],
    );
    assert.deepEqual(named(/\*\*Faces\*\*[^:]*:(.*)/u).toSorted(), [...FACES].toSorted());
  });

  for (const [name] of Object.entries(SUBJECTS)) {
    it(`${name} is drawn large and small`, () => {
      const sketch = draw({
        kind: 'sketch',
        params: { subject: name, labels: ['a', '二', 'c', '四', 'e'] },
        ratio: '1:1',
        seed: name,
      });
      const recipe = draw({
        kind: 'recipe',
        params: { title: 't', ingredients: [], steps: [], sketch: name },
        ratio: '1:1',
        seed: name,
      });
      assert.ok(sketch.width === 1080 && recipe.width === 1080);
    });
  }

  it('letters are paths that a pen can follow', () => {
    for (const [letter, [advance, path]] of Object.entries(LETTERS)) {
      assert.ok(advance > 2, letter);
      assert.equal(traces(path).length > 0, letter !== ' ', letter);
    }
    for (const path of Object.values(ACCENTS)) assert.ok(traces(path).length > 0);
  });
});

describe('ready-made pictures', () => {
  const ready = readdirSync(READY);

  it('weigh three million bytes at most', () => {
    assert.ok(ready.reduce((sum, file) => sum + statSync(join(READY, file)).size, 0) <= 3_000_000);
  });

  it('are there for the notes that a first start makes before it opens, and for nothing else', () => {
    const wanted = specs
      .slice(0, data.notes.slice(0, 60).flatMap((note) => note.pictures).length)
      .map(readyName);
    assert.deepEqual(
      wanted.filter((name) => !ready.includes(name)),
      [],
      'run: node server/src/demo/draw/ready.ts',
    );
    assert.deepEqual(
      ready.filter((name) => !wanted.includes(name)),
      [],
      'run: node server/src/demo/draw/ready.ts',
    );
  });

  it('show what drawing again would show', async () => {
    for (const kind of ['sketch', 'receipt', 'text-card']) {
      const spec = specs.find((one) => one.kind === kind && existsSync(join(READY, readyName(one))))!;
      const [made, drawn] = [await pictureFor(spec), await drawPicture(spec, 90)];
      assert.deepEqual([made.width, made.height], [drawn.width, drawn.height]);
      assert.ok((await difference(made.data, drawn.data)) < 4, spec.seed);
      const other = await drawPicture(
        { ...spec, params: specs.find((one) => one.kind === kind && one !== spec)!.params },
        90,
      );
      assert.ok((await difference(made.data, other.data)) > 4, spec.seed);
    }
  });
});

describe('avatars', () => {
  it('differ for every person and stay the same for one', async () => {
    const pictures = await Promise.all(
      data.people.slice(0, 12).map(({ key, avatar }) => avatarPicture({ ...avatar, seed: key })),
    );
    assert.equal(new Set(pictures.map((one) => one.data.toString('base64'))).size, pictures.length);
    const { key, avatar } = data.people[0]!;
    assert.ok((await avatarPicture({ ...avatar, seed: key })).data.equals(pictures[0]!.data));
    assert.deepEqual([pictures[0]!.width, pictures[0]!.height], [512, 512]);
  });
});

describe('photographs', () => {
  it('say whose they are', () => {
    assert.equal(creditOf('stoica-ionela-530966-unsplash').photographer, 'Stoica Ionela');
    assert.match(creditOf('house-cat').photographer, /Muybridge/u);
    assert.equal(creditOf('house-cat').licence, 'Public domain');
  });

  it('are all credited, and no more than one note in eight shows one', () => {
    const shown = new Set(
      specs.filter((spec) => spec.kind === 'photo').map((spec) => (spec.params as { file: string }).file),
    );
    assert.deepEqual(
      demoCredits()
        .map((credit) => credit.file)
        .toSorted(),
      [...shown].toSorted(),
    );
    const notes = data.notes.filter((note) => note.pictures.some((picture) => picture.kind === 'photo'));
    assert.ok(notes.length * 8 <= data.notes.length);
  });

  it('are replaced by a drawing where their package is not installed', async () => {
    const picture = await drawPicture({ kind: 'photo', params: { file: 'nobody-has-this' }, seed: 'x' });
    assert.deepEqual([picture.width, picture.height], [1080, 1440]);
    await assert.rejects(
      drawPicture({ kind: 'photo', params: { file: '../../secret' }, seed: 'x' }),
      /not the name of a photograph/u,
    );
  });
});

/** Mean difference of two pictures' channels, 0 to 255, at a tenth of their size. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const small = (data: Buffer): Promise<Buffer> =>
    sharp(data).resize(108, 108, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  const [a, b] = [await small(one), await small(other)];
  return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length;
}

function hardSpecs(): { kind: string; params: unknown }[] {
  const long = '很长很长的一句话，还没有说完 and it goes on '.repeat(3);
  const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
  const asked = { q: long, options: [long, long], answer: long, mark: 'wrong', note: long };
  const place = { name: long, x: 50, y: 50, sketch: 'cat' };
  return [
    {
      kind: 'receipt',
      params: {
        shop: long,
        lines: many(16, [long, long]),
        total: long,
        currency: '¥',
        footer: long,
        stamp: long,
      },
    },
    { kind: 'receipt', params: { shop: '店', lines: [], total: '0', currency: '' } },
    {
      kind: 'recipe',
      params: { title: long, ingredients: many(10, long), steps: many(8, long), sketch: 'pot', note: long },
    },
    { kind: 'worksheet', params: { title: long, hand: 'pen', questions: many(4, asked), score: '0' } },
    { kind: 'flow', params: { title: '一', steps: [{ id: 'a', text: long }], branches: [] } },
    { kind: 'chat', params: { title: long, bubbles: many(9, { side: 'left', text: long }) } },
    {
      kind: 'chart',
      params: {
        type: 'bar',
        title: long,
        unit: '',
        labels: ['a'],
        series: [{ name: '', values: [0] }],
        note: long,
      },
    },
    { kind: 'hand-map', params: { title: long, places: many(8, place), path: [0, 1, 2] } },
    { kind: 'sketch', params: { subject: 'table', labels: many(14, long), caption: long } },
  ];
}
