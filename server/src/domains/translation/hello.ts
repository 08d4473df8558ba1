import type { api, OutputOf } from '@jujube/contract';
import { helloSentences } from '@jujube/lingua';
import type { Context } from '../../kernel/context.ts';
import type { Translator } from '../../providers/translate/translate.ts';

type Card = OutputOf<ReturnType<typeof api<'GET /hello-card'>>>;

/** The same for everybody, and made by another process: once for each of them. */
const cards = new WeakMap<Translator, Promise<Card>>();

/** Sentences for a first note, in the three written languages. */
export function readHelloCard({ providers: { translate } }: Pick<Context, 'providers'>): Promise<Card> {
  let card = cards.get(translate);
  if (!card) {
    card = made(translate);
    cards.set(translate, card);
    // One that failed is made again by who asks next.
    card.catch(() => cards.delete(translate));
  }
  return card;
}

async function made(translate: Translator): Promise<Card> {
  const sentences = helloSentences();
  const converted = await translate.translate({
    engine: null,
    texts: sentences.map(({ zh }) => zh),
    from: 'zh-Hans',
    to: 'zh-Hant',
  });
  return {
    items: sentences.map(({ id, zh, en, blanks }, at) => ({
      id,
      blanks,
      texts: { 'zh-Hans': zh, 'zh-Hant': converted[at]!.map(({ text }) => text).join(''), en },
    })),
  };
}
