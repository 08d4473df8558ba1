import type { AnswerOf, Api } from '@jujube/contract';
import * as m from '#lib/paraglide/messages.js';

export type Report = AnswerOf<Api['GET /admin/reports']>['items'][number];

export function reasonName(reason: Report['reason']): string {
  return {
    spam: m.note_report_spam,
    abuse: m.note_report_abuse,
    sexual: m.note_report_sexual,
    violence: m.note_report_violence,
    false: m.note_report_false,
    copyright: m.note_report_copyright,
    minor: m.note_report_minor,
    mistranslation: m.note_report_mistranslation,
    other: m.note_report_other,
  }[reason]();
}

export function subjectName({ subject }: Report): string {
  return {
    note: m.admin_report_note,
    comment: m.admin_report_comment,
    person: m.admin_report_person,
    correction: m.admin_report_correction,
    name: m.admin_report_name,
  }[subject.kind]();
}

/** Where the reported thing can be seen in its place. */
export function seenAt({ subject, note, about }: Report): string | null {
  if (subject.kind === 'correction') return `/translations/corrections/${subject.id}`;
  if (subject.kind === 'name') return null;
  if (subject.kind === 'person') return about ? `/people/${about.handle}` : null;
  if (!note) return null;
  return subject.kind === 'comment' ? `/notes/${note}#c-${subject.id}` : `/notes/${note}`;
}
