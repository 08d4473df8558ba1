import type { nameWarning } from '@jujube/contract';
import type { z } from 'zod';
import type { NameCharacter } from '../../providers/words/words.ts';
import { BAD_CHARACTERS, BAD_SOUNDS, LEADERS, SURNAMES } from './taboo.ts';

export type Warning = z.output<typeof nameWarning>;
export type Script = 'Han' | 'Latin';

/** Names that one person may propose to another. */
export const MOST_PROPOSALS = 3;
export const LONGEST_MEANING = 200;
export const LONGEST_WORDS = 200;
/** A name that is written often is no joy beyond this. */
const MANY_STROKES = 40;
const LONGEST_HAN = 4;
const HAN = /\p{Script=Han}/u;

/** The script in which somebody has no name yet: the other one than that of their name. */
export function wantedScript(name: string): Script {
  return HAN.test(name) ? 'Latin' : 'Han';
}

/** Whether a name is in the script that was asked for; one in both is in Chinese. */
export function isIn(name: string, script: Script): boolean {
  return script === 'Han' ? HAN.test(name) : /\p{Script=Latin}/u.test(name) && !HAN.test(name);
}

/** What speaks against a name: what it sounds like, what its characters say, whose it is, and how hard it is to write. */
export function warningsOf(characters: readonly NameCharacter[]): Warning[] {
  const han = characters.filter(({ text }) => HAN.test(text));
  if (han.length === 0) return [];
  const plain = han.map(({ text }) => text).join('');
  const strokes = han.reduce((sum, one) => sum + (one.strokes ?? 0), 0);
  const found: Warning[] = [
    ...soundsLike(han),
    ...[...plain].filter((one) => BAD_CHARACTERS.has(one)).map((part) => warning('looks_bad', part)),
    ...LEADERS.filter((leader) => plain.includes(leader)).map((leader) => warning('leader', leader)),
    ...han.filter((one) => one.strokes === null).map(({ text }) => warning('rare', text)),
  ];
  if (strokes > MANY_STROKES) found.push(warning('many_strokes', plain, String(strokes)));
  if (plain.length > LONGEST_HAN) found.push(warning('long', plain));
  if (plain.length > 1 && !SURNAMES.has(plain[0]!) && !SURNAMES.has(plain.slice(0, 2)))
    found.push(warning('surname', plain[0]!));
  return found;
}

/** Sounds of neighbours, tones left out where a bad word is known by its sound alone. */
function soundsLike(han: readonly NameCharacter[]): Warning[] {
  const toned = han.map(({ reading }) => reading ?? '');
  const found: Warning[] = [];
  for (const { sounds, like, toneless } of BAD_SOUNDS) {
    for (let at = 0; at + sounds.length <= toned.length; at += 1) {
      const said = toned.slice(at, at + sounds.length);
      const part = han
        .slice(at, at + sounds.length)
        .map(({ text }) => text)
        .join('');
      const same = said.every((sound, place) =>
        toneless ? withoutTone(sound) === withoutTone(sounds[place]!) : sound === sounds[place],
      );
      if (same && !like.split('、').includes(part)) found.push(warning('sounds_like', part, like));
    }
  }
  return found;
}

function warning(kind: Warning['kind'], part: string, like = ''): Warning {
  return { kind, part, like };
}

function withoutTone(sound: string): string {
  return sound
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0304\u030c]/gu, '')
    .normalize('NFC');
}
