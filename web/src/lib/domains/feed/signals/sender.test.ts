import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signal } from '@jujube/contract';
import { Sender, type Place } from './sender.ts';

type Body = { lists: { list: string; signals: Signal[] }[] };

/** Ways that keep what was sent; `takes` says whether they take any more. */
function ways() {
  const sent: Body[] = [];
  const way = { takes: true, sent };
  const take = (body: string) => {
    if (way.takes) sent.push(JSON.parse(body) as Body);
    return way.takes;
  };
  return Object.assign(way, { leave: take, post: async (body: string) => take(body) });
}

const place = (list: string, position: number): Place => ({ list, position, note: `${position}` });

test('each act is sent once, with its list, and a value where it has one', async () => {
  const way = ways();
  const sender = new Sender(way);
  sender.add(place('a', 0), 'impression');
  sender.add(place('a', 0), 'impression');
  sender.add(place('b', 0), 'impression');
  sender.add(place('a', 1), 'dwell', 1234.5);
  sender.leave();
  sender.add(place('a', 1), 'dwell', 9999);
  sender.leave();
  await sender.settle();
  assert.deepEqual(way.sent, [
    {
      lists: [
        {
          list: 'a',
          signals: [
            { position: 0, note: '0', kind: 'impression' },
            { position: 1, note: '1', kind: 'dwell', value: 1235 },
          ],
        },
        { list: 'b', signals: [{ position: 0, note: '0', kind: 'impression' }] },
      ],
    },
  ]);
});

test('what the browser does not take now is sent the next time, in its order', async () => {
  const way = ways();
  const sender = new Sender(way);
  way.takes = false;
  sender.add(place('a', 0), 'impression');
  sender.leave();
  await sender.settle();
  sender.add(place('a', 1), 'impression');
  way.takes = true;
  sender.leave();
  assert.deepEqual(
    way.sent.flatMap(({ lists }) => lists[0]!.signals.map(({ position }) => position)),
    [0, 1],
  );
});

test('a body holds no more than is taken', () => {
  const way = ways();
  const sender = new Sender(way);
  for (let position = 0; position < 450; position += 1) sender.add(place('long', position), 'impression');
  for (let list = 0; list < 30; list += 1) sender.add(place(`list ${list}`, 0), 'open');
  sender.leave();
  assert.equal(way.sent.length, 2);
  assert.ok(way.sent.every(({ lists }) => lists.length <= 20));
  const all = way.sent.flatMap(({ lists }) => lists);
  assert.ok(all.every(({ signals }) => signals.length <= 200));
  assert.equal(
    all.reduce((sum, { signals }) => sum + signals.length, 0),
    480,
  );
});

test('it is known once whether something says what a reader wants, also when it has been sent', async () => {
  const sender = new Sender(ways());
  sender.add(place('a', 0), 'impression');
  sender.add(place('a', 0), 'dwell', 4000);
  assert.equal(await sender.settle(), false);
  sender.add(place('a', 1), 'dwell', 5000);
  sender.leave();
  assert.equal(await sender.settle(), true);
  assert.equal(await sender.settle(), false);
  sender.add(place('a', 2), 'more');
  assert.equal(await sender.settle(), true);
});

test('what is slow to arrive is not waited for long, and sent again once it is known that it did not', async () => {
  const way = ways();
  let fail = (_arrived: boolean): void => undefined;
  const slow = { ...way, post: () => new Promise<boolean>((answered) => (fail = answered)) };
  const sender = new Sender(slow);
  sender.add(place('a', 0), 'open');
  assert.equal(await sender.settle(), true);
  sender.leave();
  assert.equal(way.sent.length, 0);
  fail(false);
  await Promise.resolve();
  await Promise.resolve();
  sender.leave();
  assert.deepEqual(
    way.sent.flatMap(({ lists }) => lists.map(({ list }) => list)),
    ['a'],
  );
});
