import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Note } from '@jujube/contract';
import { describe, linkedData, shareImage } from './note-meta.ts';

const AUTHOR = { id: '1', handle: 'mei', name: '半糖阿梨', secondName: null, avatar: null };
const NOTE = {
  id: '12',
  title: '',
  body: '谁都可以坐\n</script><img src=x>&',
  language: 'zh-Hans',
  shown: { title: '谁都可以坐', language: 'en', state: 'author' },
  versions: [
    {
      language: 'en',
      state: 'author',
      by: AUTHOR,
      title: '',
      body: 'Anyone  may\nsit',
      titleFacets: [],
      bodyFacets: [],
    },
  ],
  author: AUTHOR,
  cover: null,
  publishedAt: '2026-11-21T10:00:00.000Z',
  editedAt: null,
  comments: 3,
  likes: 5,
} as unknown as Note;

test('a note is described in the language that is shown, on one line', () => {
  assert.equal(describe(NOTE), 'Anyone may sit');
  const long = { ...NOTE, versions: [], body: '枣'.repeat(300) } as unknown as Note;
  assert.equal(Array.from(describe(long)).length, 160);
  assert.ok(describe(long).endsWith('…'));
});

test('people’s words cannot end the element that linked data stands in', () => {
  const text = linkedData(NOTE, 'https://jujube.example');
  assert.doesNotMatch(text, /[<>&]/);
  const data = JSON.parse(text) as Record<string, unknown>;
  assert.equal(data['articleBody'], NOTE.body);
  assert.equal(data['url'], 'https://jujube.example/notes/12');
});

test('the largest size of the picture is shared', () => {
  const sizes = [256, 1280, 560].map((width) => ({ url: `/media/${width}`, width, height: width }));
  const cover = { url: '/media/560', width: 560, height: 560, thumbhash: null, alt: null, sizes };
  assert.equal(shareImage({ cover }), '/media/1280');
  assert.equal(shareImage({ cover: null }), undefined);
});
