import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '@jujube/contract/client';
import { actOf, performAct, signUpHref, thenOf, type Act } from './pending.ts';

const ACTS: Act[] = [
  { kind: 'like', note: '12' },
  { kind: 'unsave', note: '12' },
  { kind: 'unlike_comment', comment: '7' },
  { kind: 'follow', person: 'mei_1' },
];

test('an act of one tap survives an address', () => {
  for (const act of ACTS) assert.deepEqual(actOf(thenOf(act)), act);
  assert.equal(signUpHref('/en?a=1', 'like:12'), '/sign-up?to=%2Fen%3Fa%3D1&then=like%3A12');
});

test('what is none of those acts is none', () => {
  for (const then of [
    '',
    'like',
    'like:',
    'delete:12',
    'comment:12',
    'like:../12',
    'like:12:13',
    ` like:12`,
  ]) {
    assert.equal(actOf(then), null, then);
  }
});

test('a comment never stands in an address', () => {
  const act: Act = { kind: 'comment', note: '1', body: 'private words', parent: null, key: 'k', draft: 'd' };
  assert.equal(thenOf(act), 'comment:1');
  assert.equal(actOf(thenOf(act)), null);
});

test('each act is one call of the API', async () => {
  const called: string[] = [];
  const api = (async (key: string) => void called.push(key)) as Client;
  for (const act of ACTS) await performAct(api, act);
  assert.deepEqual(called, [
    'PUT /notes/:id/like',
    'DELETE /notes/:id/save',
    'DELETE /comments/:id/like',
    'PUT /people/:person/follow',
  ]);
});
