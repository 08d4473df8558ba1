// Media: the pictures people add, and their renditions. Knows nothing of notes: a picture belongs to (kind, id) once attached.
// Others show pictures through SQL fragments in their own queries, and turn what those give into the contract's shapes.
export { attachMedia, releaseMedia, setMediaOpen, type Attachment } from './commands.ts';
export { coverJson, coverOf, pictureJson, pictureOf, type StoredCover, type StoredPicture } from './queries.ts';
