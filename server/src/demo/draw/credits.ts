import { readDemo } from '../read.ts';
import { creditOf, type Credit } from './photographs.ts';
import { PARAMS } from './spec.ts';

/** The credits of every photograph that the demo week shows, each once, for the page of licences and credits. */
export function demoCredits(): Credit[] {
  const files = readDemo().notes.flatMap(({ pictures }) =>
    pictures.filter(({ kind }) => kind === 'photo').map(({ params }) => PARAMS.photo.parse(params).file),
  );
  return [...new Set(files)].map(creditOf);
}
