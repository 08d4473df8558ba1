import { text } from '#lib/server/forms.ts';

/** What a form of BoardForm says. */
export function boardWords(form: FormData): { name: string; about: string; visibility: 'public' | 'me' } {
  return {
    name: text(form, 'name'),
    about: text(form, 'about'),
    visibility: form.has('public') ? 'public' : 'me',
  };
}
