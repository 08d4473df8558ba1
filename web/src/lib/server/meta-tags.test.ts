import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metaTags } from './meta-tags.ts';

const meta = { title: '猫', siteName: '红枣社区', type: 'article', unlisted: false } as const;
const at = (address: string) => ({ url: new URL(address), locale: 'zh-CN' }) as const;

test('a page names itself in each language, and is shared by its bare address', () => {
  for (const address of ['https://a.example/notes/1?x=1', 'https://a.example/zh-cn/notes/1']) {
    const tags = metaTags(meta, at(address));
    assert.match(tags, /rel="canonical" href="https:\/\/a\.example\/zh-cn\/notes\/1"/);
    assert.match(tags, /hreflang="zh-TW" href="https:\/\/a\.example\/zh-tw\/notes\/1"/);
    assert.match(tags, /hreflang="x-default" href="https:\/\/a\.example\/notes\/1"/);
    assert.match(tags, /og:url" content="https:\/\/a\.example\/notes\/1"/);
  }
});

test('words of people stay words', () => {
  const bad = `"><script>alert(1)</script>$& $1 '`;
  const tags = metaTags(
    { ...meta, title: bad, description: bad, image: `/x"onerror=` },
    at('https://a.example/'),
  );
  assert.doesNotMatch(tags, /<script|"onerror/);
  assert.match(tags, /og:title" content="&#34;&#62;&#60;script&#62;/);
});

test('a page of one person is for nobody to find', () => {
  const tags = metaTags({ ...meta, unlisted: true }, at('https://a.example/settings'));
  assert.match(tags, /noindex/);
  assert.doesNotMatch(tags, /canonical|og:/);
});

test('a preview is told with its size and what it shows', () => {
  const image = { url: '/media/share/a.jpg', width: 1200, height: 630, alt: '一只"猫"' };
  const tags = metaTags({ ...meta, image }, at('https://a.example/notes/1'));
  assert.match(tags, /og:image" content="https:\/\/a\.example\/media\/share\/a\.jpg"/);
  assert.match(tags, /og:image:width" content="1200"/);
  assert.match(tags, /og:image:height" content="630"/);
  assert.match(tags, /og:image:alt" content="一只&#34;猫&#34;"/);
  assert.match(tags, /summary_large_image/);
});
