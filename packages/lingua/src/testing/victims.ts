import { createOpenAi } from '../engines/openai.ts';
import type { Glossary } from '../gloss.ts';
import { protect } from '../protect.ts';
import { sentences } from '../sentences.ts';
import { translate } from '../translate.ts';
import { obey, type Attack, type Ordinary } from './attacks.ts';
import { engineServer, TEST_KEY as key } from './engine-servers.ts';

export interface Outcome {
  /** How many answers there were. */
  answers: number;
  /** What a reader would have been shown as a translation. */
  reached: string[];
  /** Texts that were not shown whole. */
  lost: string[];
}

const MANNERS = 4;

/**
 * Sends every attack through a server that does what the attack asks, in each manner.
 *
 * @param knowing the server translates the canary all the same: nothing then speaks against its answers but themselves
 */
export async function victims(
  list: readonly Attack[],
  { glossary, knowing }: { glossary: Glossary; knowing: boolean },
): Promise<Outcome> {
  let current: Attack | undefined;
  let manner = 0;
  const server = await engineServer('openai', (sent) => obey(current!, sent, manner), { raw: !knowing });
  const engine = createOpenAi({ url: server.url, key, model: 'obedient', timeoutMs: 5000 });
  const outcome: Outcome = { answers: 0, reached: [], lost: [] };
  for (const attack of list) {
    current = attack;
    for (manner = 0; manner < MANNERS; manner += 1) {
      outcome.answers += 1;
      const from = attack.to === 'en' ? 'zh-Hans' : 'en';
      const [found] = await translate([attack.text], { from, to: attack.to, engine, glossary });
      const { sentences } = found!;
      const machine = sentences.filter(({ state }) => state === 'machine').map(({ text }) => text);
      if (machine.length > 0) outcome.reached.push(`${attack.text} → ${machine.join(' | ')}`);
      const whole = sentences.map(({ source }) => source).join('') === attack.text;
      if (!whole || sentences.some(({ text, source }) => source.trim() && !text.trim())) {
        outcome.lost.push(attack.text);
      }
    }
  }
  await server.close();
  return outcome;
}

/** The ordinary texts whose good translation, as a translator's server sends it, a reader is not shown. */
export async function alarms(list: readonly Ordinary[], glossary: Glossary): Promise<string[]> {
  let current: Ordinary | undefined;
  const server = await engineServer('openai', (sent) => answerTo(current!, sent));
  const engine = createOpenAi({ url: server.url, key, model: 'good', timeoutMs: 5000 });
  const found: string[] = [];
  for (const one of list) {
    const from = one.to === 'en' ? 'zh-Hans' : 'en';
    for (const part of bySentence(one)) {
      current = part;
      const [shown] = await translate([part.text], { from, to: one.to, engine, glossary });
      const why = shown!.sentences.find((sentence) => sentence.why)?.why;
      if (!why) continue;
      found.push(`${why}: ${one.text} → ${one.translation}`);
      break;
    }
  }
  await server.close();
  return found;
}

/** An engine is asked sentence by sentence. */
function bySentence(one: Ordinary): Ordinary[] {
  const texts = sentences(one.text);
  const translations = sentences(one.translation);
  if (texts.length !== translations.length) return [one];
  return texts.map(({ text }, at) => ({ ...one, text, translation: translations[at]!.text }));
}

/** The translation with the placeholders that were sent where their values stand, else at the end. */
function answerTo({ text, translation }: Ordinary, sent: string): string {
  const { values } = protect(text);
  let answer = translation;
  for (const mark of sent.match(/⟦\d+⟧/gu) ?? []) {
    const value = values[Number(mark.slice(1, -1)) - 1];
    answer = value && answer.includes(value) ? answer.replace(value, mark) : `${answer} ${mark}`;
  }
  return answer;
}
