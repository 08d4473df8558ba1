import type { Problem } from '@jujube/contract/client';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { feedTabs } from '#lib/domains/feed/server/pages.ts';
import { attempt, text } from '#lib/server/forms.ts';

/** A topic by its id; any of its names leads there. */
export async function topicPage({ locals, params, url }: RequestEvent<{ topic: string }>) {
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const topic = await locals.api('GET /topics/:topic', { params: { topic: params.topic } });
  if (topic.id !== params.topic) redirect(307, `${locals.prefix}/topics/${topic.id}`);
  const [notes, { topics }] = await Promise.all([
    locals.api('GET /topics/:topic/notes', { params: { topic: topic.id }, query: { cursor } }),
    feedTabs({ locals }),
  ]);
  const keeps = (locals.session.person?.role ?? 'member') !== 'member';
  return { topic, notes, topics, keeps };
}

/** What came of giving a topic one more name, where it was refused. */
export type NamingForm = { problem: Problem; kept: { name: string; language: string } } | null;

/** Gives a topic one more name; the API knows who may. */
export async function nameAction({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const kept = {
    name: text(form, 'name')
      .trim()
      .replace(/^[#＃]/u, ''),
    language: text(form, 'language'),
  };
  const answer = await attempt(async () => {
    const { id } = await locals.api('PUT /topics/:topic/names/:name', {
      params: { topic: text(form, 'topic'), name: kept.name },
      body: { ...(kept.language ? { language: kept.language } : {}), primary: form.has('primary') },
    });
    redirect(303, `${locals.prefix}/topics/${id}`);
  }, kept);
  return answer;
}
