/**
 * What a community is like whose pages have a language more, put in by one file. `languages.full.test.ts` runs this in a copy
 * of the product that has `messages/fr.json`, because the languages are looked up when a process starts.
 */
import assert from 'node:assert/strict';
import { LOCALES } from '@jujube/contract';
import { startSite } from './server.ts';

const site = await startSite({ settings: { TRANSLATION: '1' } });
try {
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${site.url}${path}`, { headers, redirect: 'manual' });
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  assert.ok((LOCALES as readonly string[]).includes('fr'));

  const french = await read('/fr/rules');
  assert.equal(french.status, 200);
  assert.match(french.html, /<html lang="fr"/);
  assert.equal(french.headers.get('content-language'), 'fr');
  assert.match(french.html, /Règles de la maison/, 'its own words');
  assert.match(french.html, /No rules are written down yet/, 'English, where it has none');
  assert.match(french.html, /hreflang="fr"/);
  assert.match((await read('/rules', { 'accept-language': 'fr-CA,fr;q=0.9' })).html, /<html lang="fr"/);
  assert.match((await read('/rules', { 'accept-language': 'de' })).html, /<html lang="en"/);
  assert.match((await read('/zh-cn/rules')).html, /<html lang="zh-CN"/);

  const ann = await site.world.person('ann', { role: 'administrator', reads: ['fr'] });
  await ann.call('PATCH /session', { body: { locale: 'fr' as 'en' } });
  const settings = await read('/settings', { cookie: ann.cookie });
  assert.match(settings.html, /<html lang="fr"/);
  assert.match(settings.html, /Français/, 'it is offered by its own name');
  const refusal = await ann.fetch('/api/v1/notes/1');
  assert.equal(refusal.headers.get('content-language'), 'fr');
  assert.ok(((await refusal.json()) as { title: string }).title.length > 0, 'refusals in English');
  assert.equal((await read('/api/docs', { cookie: 'locale=fr' })).status, 200);

  await ann.call('PATCH /community', {
    body: {
      languages: ['en', 'zh-CN', 'zh-TW', 'fr'] as 'en'[],
      name: { en: 'Ours', ...{ fr: 'Chez nous' } },
    },
  });
  assert.match((await read('/fr/rules')).html, /Chez nous/);
  await ann.call('POST /notes', {
    body: { title: '', body: 'We walked along the river.', media: [] } as never,
  });
  await site.world.settle({ but: ['notes.render-card'] });
  const { languages } = await ann.call('GET /admin/translation', {});
  const own = languages.find(({ language }) => language === 'fr')!;
  const texts = own.states.filter(({ state, texts: count }) => state !== 'original' && count > 0);
  assert.equal(texts.length, 1, 'texts are wanted in it');
  console.log('a fourth language works');
} finally {
  await site.close();
}
