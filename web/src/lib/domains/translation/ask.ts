import type { AnswerOf, Api, Note } from '@jujube/contract';
import { api } from '#lib/api.ts';
import { lacksVersion } from './lacks.ts';
import { stands } from './who-wrote.ts';

type Answer = AnswerOf<Api['GET /notes/:id/translation']>;
type Field = Answer['versions'][number];

/** How often, and how many times, it is looked whether a translation is there. */
const LOOK_MS = 1000;
const MOST_LOOKS = 20;

/** Has a text translated before others, and waits for it: its fields in the reader's language; none where that cannot be done. */
export async function askFor(of: 'note' | 'comment', id: string): Promise<Field[]> {
  const params = { id };
  const ask = () =>
    of === 'note'
      ? api('PUT /notes/:id/translation', { params })
      : api('PUT /comments/:id/translation', { params });
  const look = () =>
    of === 'note'
      ? api('GET /notes/:id/translation', { params })
      : api('GET /comments/:id/translation', { params });
  let answer: Answer = await ask();
  for (let looks = 0; answer.waiting && looks < MOST_LOOKS; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    answer = await look();
  }
  const best = answer.versions.find((version) => version.kind === of && stands(version));
  return best
    ? answer.versions.filter((one) => one.kind === of && one.language === best.language && stands(one))
    : [];
}

/** The fields of a note as one version; null where there are none. */
export function versionOf(fields: readonly Field[]): Note['versions'][number] | null {
  const title = fields.find(({ field }) => field === 'title');
  const body = fields.find(({ field }) => field === 'body');
  const first = body ?? title;
  if (!first) return null;
  return {
    language: first.language,
    state: first.state,
    by: null,
    engine: first.by,
    title: title?.text ?? '',
    body: body?.text ?? '',
    titleFacets: title?.facets ?? [],
    bodyFacets: body?.facets ?? [],
    ...(body?.pairs && { bodyPairs: body.pairs }),
  };
}

interface Said {
  language: string;
  shown: { state: Field['state'] };
}

/** The same for a comment, which says what its reader is shown of it. */
export function lacks({ language, shown }: Said, reads: Parameters<typeof lacksVersion>[2]): boolean {
  return lacksVersion(language, shown.state === 'original' ? null : shown, reads);
}
