import { redirect, type RequestEvent } from '@sveltejs/kit';
import { feedTabs } from '#lib/domains/feed/server/pages.ts';

/** A topic by its id; any of its names leads there. */
export async function topicPage({ locals, params, url }: RequestEvent<{ topic: string }>) {
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const topic = await locals.api('GET /topics/:topic', { params: { topic: params.topic } });
  if (topic.id !== params.topic) redirect(307, `${locals.prefix}/topics/${topic.id}`);
  const [notes, { topics }] = await Promise.all([
    locals.api('GET /topics/:topic/notes', { params: { topic: topic.id }, query: { cursor } }),
    feedTabs({ locals }),
  ]);
  return { topic, notes, topics };
}
