import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Places, type NotePlace } from './places.ts';

const at = (name: string, latitude: number | null = null, longitude: number | null = null): NotePlace => ({
  name,
  latitude,
  longitude,
});

function made(all: Record<number, NotePlace>): Places {
  const places = new Places();
  for (const [note, place] of Object.entries(all)) places.put(Number(note), Number(note) * 1000, place);
  return places;
}

const near = (places: Places, place: string) => [...places.near(place)];

test('near is what is called so, newest first, in either script and however much is said of where that is', () => {
  const places = made({
    1: at('大安森林公園, 臺北'),
    2: at('台北车站'),
    3: at('Taipei'),
    4: at('成都 玉林'),
    5: at('Chengdu'),
    6: at('China Town, London'),
  });
  assert.deepEqual(near(places, '台北'), [2, 1]);
  assert.deepEqual(near(places, 'taipei'), [3]);
  assert.deepEqual(near(places, 'Chengdu, China'), [5], 'what a place lies in is not near to it');
  assert.deepEqual(near(places, '大安, 台北'), [1]);
  for (const nowhere of ['', ' ,', 'Lima', '…']) assert.deepEqual(near(places, nowhere), []);
});

test('where enough of them have a point, what is around there is near too, whatever it is called', () => {
  const places = made({
    1: at('Chengdu', 30.66, 104.06),
    2: at('Chengdu Museum', 30.659, 104.058),
    3: at('Dujiangyan', 31.0, 103.62),
    4: at('Yulin', 30.63, 104.05),
    5: at('Yulin', 38.28, 109.73),
  });
  assert.deepEqual(near(places, 'Chengdu'), [2, 1], 'two may be wrong');
  places.put(6, 6000, at('Chengdu, they say', 48.85, 2.35));
  places.put(7, 7000, at('Chengdu zoo', 30.71, 104.11));
  assert.deepEqual(near(places, 'Chengdu'), [7, 6, 4, 2, 1], 'one far away moves nothing');
});

test('across the line of the date, and not around the world', () => {
  const places = made({
    1: at('Taveuni', -16.85, 179.97),
    2: at('Taveuni', -16.86, 179.98),
    3: at('Taveuni', -16.85, 179.99),
    4: at('Matei', -16.7, -179.95),
    5: at('Elsewhere', -16.85, 0),
  });
  assert.deepEqual(near(places, 'Taveuni'), [4, 3, 2, 1]);
});

test('a note that moves or goes leaves where it was; kept and read again it is all the same', () => {
  const places = made({ 1: at('Lisboa'), 2: at('Lisboa', 38.7, -9.1), 3: at('Porto') });
  places.put(1, 1000, at('Porto'));
  places.put(3, 3000, null);
  assert.deepEqual(near(places, 'Lisboa'), [2]);
  assert.deepEqual(near(places, 'Porto'), [1]);
  assert.ok(places.knows(1, at('Porto')) && places.knows(3, null) && !places.knows(2, at('Lisboa')));
  const again = new Places();
  again.load(places.save());
  assert.deepEqual(again.save(), places.save());
  assert.deepEqual(near(again, 'Lisboa'), [2]);
});

test('only the newest are kept, and what is older is not asked for again', () => {
  const places = new Places();
  for (let note = 0; note < 60_000; note += 1) places.put(note, note, at(note % 2 === 0 ? 'Oslo' : 'Bergen'));
  assert.ok(places.keeps(60_000) && !places.keeps(100));
  assert.equal(near(places, 'Oslo')[0], 59_998);
  assert.ok(places.knows(100, null));
});
