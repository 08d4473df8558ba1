import { createDeepL } from './engines/deepl.ts';
import { createLibreTranslate } from './engines/libretranslate.ts';
import { createOpenAi } from './engines/openai.ts';
import { engineServer, TEST_KEY as key } from './testing/engine-servers.ts';
import { engineSuite } from './testing/engine-suite.ts';

const timeoutMs = 400;

engineSuite('OpenAI-compatible', async () => {
  const server = await engineServer('openai', (text) => `«${text}»`);
  const make = (given: string) => createOpenAi({ url: server.url, key: given, model: 'test', timeoutMs });
  return { server, engine: make(key), stranger: make('other') };
});

engineSuite('DeepL', async () => {
  const server = await engineServer('deepl', (text) => `«${text}»`);
  const make = (given: string) => createDeepL({ url: server.url, key: given, timeoutMs });
  return { server, engine: make(key), stranger: make('other') };
});

engineSuite('LibreTranslate', async () => {
  const server = await engineServer('libretranslate', (text) => `«${text}»`);
  const make = (given: string) => createLibreTranslate({ url: server.url, key: given, timeoutMs });
  return { server, engine: make(key), stranger: make('other') };
});
