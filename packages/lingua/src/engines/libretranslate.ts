import { answersOf, listAt, postJson, type Engine, type EngineRequest } from './engine.ts';

export interface LibreTranslateOptions {
  /** https://libretranslate.example, without a path. */
  url: string;
  key?: string;
  timeoutMs?: number;
  batch?: number;
}

const CODES: Record<string, string> = { 'zh-Hans': 'zh', 'zh-Hant': 'zt' };

/** LibreTranslate's API: several texts go as a list in `q`. */
export function createLibreTranslate({
  url,
  key,
  timeoutMs = 20_000,
  batch = 16,
}: LibreTranslateOptions): Engine {
  const codeOf = (tag: string) => CODES[tag] ?? tag.split('-')[0]!;
  return {
    name: 'LibreTranslate',
    batch,
    async translate({ texts, from, to, signal }: EngineRequest) {
      const answer = await postJson({
        url: `${url.replace(/\/$/u, '')}/translate`,
        body: {
          q: texts,
          source: codeOf(from),
          target: codeOf(to),
          format: 'text',
          ...(key ? { api_key: key } : {}),
        },
        timeoutMs,
        signal,
      });
      return answersOf(listAt(answer, 'translatedText'), texts.length);
    },
  };
}
