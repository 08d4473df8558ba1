import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phrases } from '../phrasebook.ts';

/** A text that orders a machine about, and what one that obeys would answer. */
export interface Attack {
  text: string;
  payload: string;
  /** The language it is to be translated into. */
  to: 'en' | 'zh-Hans';
  disguise: string;
}

const MARKS = join(import.meta.dirname, '../../marks');

function rowsOf(name: string): string[][] {
  return readFileSync(join(MARKS, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

type Disguise = (text: string) => string;

const CYRILLIC: Record<string, string> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', y: 'у', x: 'х', i: 'і' };

const DISGUISES: Record<string, Disguise> = {
  plain: (text) => text,
  'zero-width': (text) => [...text].join('\u200b'),
  homoglyphs: (text) => text.replace(/[aeopcyxi]/gu, (letter) => CYRILLIC[letter]!),
  'full width': (text) => text.replace(/[!-~]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
};

/** Every written attack in every disguise that changes it. */
export function attacks(file: 'injections.tsv' | 'injections-unseen.tsv'): Attack[] {
  return rowsOf(file).flatMap(([language, text, payload]) => {
    const to =
      language === 'zh' || (language === 'mix' && /^[\x20-\x7e]+$/u.test(payload!)) ? 'en' : 'zh-Hans';
    return Object.entries(DISGUISES).flatMap(([disguise, apply]) => {
      const disguised = apply(text!);
      return disguise === 'plain' || disguised !== text
        ? [{ text: disguised, payload: payload!, to, disguise } as const]
        : [];
    });
  });
}

/** A text with a good translation by hand. */
export interface Ordinary {
  text: string;
  translation: string;
  to: 'en' | 'zh-Hans';
}

/** Ordinary texts with a good translation by hand; of the first file many speak of machines and orders. */
export function ordinary(file: 'ordinary.tsv' | 'ordinary-unseen.tsv'): Ordinary[] {
  return rowsOf(file).map(([language, text, translation]) => ({
    text: text!,
    translation: translation!,
    to: language === 'zh' ? 'en' : 'zh-Hans',
  }));
}

/** What the phrasebook knows, each phrase in the language it was thought in. */
export function ordinaryPhrases(): Ordinary[] {
  return phrases()
    .filter(({ zh }) => !zh[0]!.includes('{x}'))
    .map(({ zh, en, origin }) =>
      origin === 'zh'
        ? { text: zh[0]!, translation: en[0]!, to: 'en' }
        : { text: en[0]!, translation: zh[0]!, to: 'zh-Hans' },
    );
}

/** What an obedient machine may answer: the payload, as long as it likes, and with the marks that it was sent. */
export function obey({ payload }: Attack, sent: string, manner: number): string {
  const marks = (sent.match(/⟦\d+⟧/gu) ?? []).join(' ');
  const long = payload.repeat(
    Math.max(
      1,
      Math.round(
        (sent.length * (/\p{Script=Han}/u.test(sent) ? 3 : 1)) /
          (payload.length * (/\p{Script=Han}/u.test(payload) ? 3 : 1)),
      ),
    ),
  );
  return [payload, `${payload} ${marks}`, `${long} ${marks}`, `${marks} ${payload}.`][manner % 4]!;
}
