import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, linkedData, shareImage, type Told } from './note-meta.ts';

const AUTHOR = { id: '1', handle: 'mei', name: '半糖阿梨', secondName: null, avatar: null };
const NOTE: Told = {
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
      engine: null,
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
};

test('a note is described in the language that is shown, on one line', () => {
  assert.equal(describe(NOTE), 'Anyone may sit');
  const long = { ...NOTE, versions: [], body: '枣'.repeat(300) };
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

test('what is shared is the preview of the picture, with its description', () => {
  const cover = {
    url: '/media/0af1.webp',
    width: 560,
    height: 560,
    thumbhash: null,
    alt: '一只猫',
    sizes: [],
  };
  const preview = { url: '/media/share/0af1.jpg', width: 1200, height: 630, alt: '一只猫' };
  assert.deepEqual(shareImage({ cover }), preview);
  assert.equal(shareImage({ cover: null }), undefined);
});
