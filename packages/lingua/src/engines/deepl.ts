import { answersOf, at, listAt, postJson, type Engine, type EngineRequest } from './engine.ts';

export interface DeepLOptions {
  key: string;
  /** Keys that end in ":fx" are of the free service; `url` is for tests and proxies. */
  url?: string;
  timeoutMs?: number;
}

const TARGETS: Record<string, string> = {
  en: 'EN-US',
  'zh-Hans': 'ZH-HANS',
  'zh-Hant': 'ZH-HANT',
  pt: 'PT-BR',
};
/** DeepL takes 50 texts a request. */
const MOST_TEXTS = 50;

/** DeepL's API v2. Placeholders go as XML elements that it is told to leave alone. */
export function createDeepL({ key, url, timeoutMs = 20_000 }: DeepLOptions): Engine {
  const base = url ?? (key.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com');
  return {
    name: 'DeepL',
    batch: MOST_TEXTS,
    async translate({ texts, from, to, signal }: EngineRequest) {
      const answer = await postJson({
        url: `${base.replace(/\/$/u, '')}/v2/translate`,
        headers: { authorization: `DeepL-Auth-Key ${key}` },
        body: {
          text: texts.map(toXml),
          source_lang: from.split('-')[0]!.toUpperCase(),
          target_lang: TARGETS[to] ?? to.split('-')[0]!.toUpperCase(),
          tag_handling: 'xml',
          ignore_tags: ['x'],
          preserve_formatting: true,
        },
        timeoutMs,
        signal,
      });
      const found = listAt(answer, 'translations').map((item) => at(item, 'text'));
      return answersOf(found, texts.length).map(fromXml);
    },
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const SIGNS: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
};

function toXml(text: string): string {
  return text.replace(/[&<>]/gu, (sign) => ENTITIES[sign]!).replace(/⟦(\d+)⟧/gu, '<x>$1</x>');
}

function fromXml(text: string): string {
  return text
    .replace(/<x>\s*(\d+)\s*<\/x>/gu, '⟦$1⟧')
    .replace(/&(?:amp|lt|gt|quot|apos|#39);/gu, (entity) => SIGNS[entity]!);
}
