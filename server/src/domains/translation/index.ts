// Translation: other-language versions of any text, addressed as (kind, id, field), with a state that says how good they are.
// Knows nothing of notes or comments: they store versions here and ask which one a reader should see.
// A version belongs to one version of its source; when the source changes, it is stale until it is made again or kept.
export { askTranslation, translationOf, type Translated } from './asked.ts';
export { dropVersions, keepVersions, putVersions, type Version } from './commands.ts';
export { crontab, madeBy, subscriptions, translationTasks, want } from './jobs.ts';
export type { GlossaryAsk, GlossaryOf } from './glossary.ts';
export { routes } from './routes.ts';
export { consoleRoutes } from './console-routes.ts';
export { countCrontab, countSubscriptions, countTasks } from './coverage/count.ts';
export { modelTasks } from './models/fetch.ts';
export { sentenceKey } from './parts.ts';
export {
  forgetMender,
  putSentence,
  sentencesOf,
  type Sentence,
  type Unmended,
  type VersionSentences,
} from './sentences.ts';
export { lockVersions } from './store.ts';
export {
  eraseVersions,
  textTranslated,
  wantTouched,
  wantTranslations,
  type SourceText,
  type TextName,
  type TextOwner,
} from './texts.ts';
export { shownFor } from './shown.ts';
export { translationsFor, type Source, type Translation } from './queries.ts';
export {
  bestVersion,
  chooseVersion,
  nearer,
  nearestVersion,
  orderOf,
  registeredLanguage,
  titleOrderOf,
  readingOrder,
  versionsJson,
  versionsStamp,
  type Shown,
  type ShownWhole,
  type State,
  type StoredVersion,
} from './rules.ts';
