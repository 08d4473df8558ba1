import * as m from '#lib/paraglide/messages.js';

/** What goes into a blank of the hello card, in a word. */
export function blankLabel(blank: string): string {
  const names: Record<string, () => string> = {
    name: m.reading_blank_name,
    place: m.reading_blank_place,
    topic: m.reading_blank_topic,
    language: m.reading_blank_language,
    other: m.reading_blank_other,
    job: m.reading_blank_job,
    subject: m.reading_blank_subject,
    pet: m.reading_blank_pet,
    people: m.reading_blank_people,
    food: m.reading_blank_food,
  };
  return names[blank]?.() ?? blank;
}

/** The same with the sentence it stands in, for who does not see it there. */
export function blankOf(blank: string, sentence: string): string {
  return m.reading_blank_of({ blank: blankLabel(blank), sentence: sentence.replaceAll(/\{\w+\}/gu, '…') });
}
