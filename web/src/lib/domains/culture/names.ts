import type { Api } from '@jujube/contract';
import type { AnswerOf } from '@jujube/contract';
import * as m from '#lib/paraglide/messages.js';

export type Word = AnswerOf<Api['GET /words']>['items'][number];
export type WholeWord = AnswerOf<Api['GET /words/:id']>;
export type Change = AnswerOf<Api['GET /word-changes']>['items'][number];
export type Words = WholeWord['words'];

/** The kinds of words, in their order, as they are called. */
export function kinds(): { value: Word['kind']; label: string }[] {
  return [
    { value: 'slang', label: m.culture_k_slang() },
    { value: 'meme', label: m.culture_k_meme() },
    { value: 'holiday', label: m.culture_k_holiday() },
    { value: 'food', label: m.culture_k_food() },
    { value: 'exam', label: m.culture_k_exam() },
    { value: 'school', label: m.culture_k_school() },
    { value: 'health', label: m.culture_k_health() },
    { value: 'work', label: m.culture_k_work() },
    { value: 'money', label: m.culture_k_money() },
    { value: 'shopping', label: m.culture_k_shopping() },
    { value: 'home', label: m.culture_k_home() },
    { value: 'travel', label: m.culture_k_travel() },
    { value: 'people', label: m.culture_k_people() },
    { value: 'unit', label: m.culture_k_unit() },
    { value: 'size', label: m.culture_k_size() },
  ];
}

/** How words sound, as it is called. */
export function registers(): { value: Word['register']; label: string }[] {
  return [
    { value: 'neutral', label: m.culture_r_neutral() },
    { value: 'casual', label: m.culture_r_casual() },
    { value: 'slang', label: m.culture_r_slang() },
    { value: 'playful', label: m.culture_r_playful() },
    { value: 'formal', label: m.culture_r_formal() },
    { value: 'rude', label: m.culture_r_rude() },
  ];
}

export function kindName(kind: Word['kind']): string {
  return kinds().find(({ value }) => value === kind)!.label;
}

export function registerName(register: Word['register']): string {
  return registers().find(({ value }) => value === register)!.label;
}

/** What of two versions of a word differs, field by field, as people call the fields. */
export function differences(
  before: Words | null,
  after: Words | null,
): { name: string; before: string; after: string }[] {
  const fields: [string, (words: Words) => string][] = [
    [m.culture_f_terms(), ({ terms }) => terms.join(' · ')],
    [m.culture_kind(), ({ kind }) => kindName(kind)],
    [m.culture_f_register(), ({ register }) => registerName(register)],
    [m.culture_f_meaning(), ({ meaning }) => meaning],
    [m.culture_f_plain(), ({ plain }) => plain],
    [m.culture_f_example(), ({ example }) => example],
    [m.culture_f_translation(), ({ translation }) => translation],
    [m.culture_f_source(), ({ source }) => source],
    [m.culture_f_rules(), ({ rules }) => rules],
  ];
  return fields
    .map(([name, read]) => ({ name, before: before ? read(before) : '', after: after ? read(after) : '' }))
    .filter((field) => field.before !== field.after);
}
