// Media: pictures that people add, prepared by a child process, stored under names nobody can guess, and their bytes.
// Knows nothing of notes: a picture belongs to (kind, id) once attached, which also says whether everybody may fetch it.
// Others show pictures through SQL fragments in their own queries, and turn what those give into the contract's shapes.
export {
  addPicture,
  attachMedia,
  insertPicture,
  keepWaiting,
  releaseMedia,
  setMediaOpen,
  type Attachment,
} from './commands.ts';
export { storePicture, withFile } from './files.ts';
export { crontab, eraseMediaOf, subscriptions, tasks } from './jobs.ts';
export {
  countOriginals,
  coverJson,
  coverOf,
  coverStamp,
  pictureJson,
  readPictureJson,
  pictureOf,
  uploadedFor,
  type Cover,
  type Picture,
  type StoredCover,
  type StoredPicture,
} from './queries.ts';
export { routes } from './routes.ts';
export { mountFiles, type Visibility } from './serve.ts';
export { mountUploads } from './upload.ts';
export { mediaRemoved, pictureSaid } from './events.ts';
export { pictureOwner } from './original-texts.ts';
