// Culture: words that one side knows and the other may not, explained where they stand, and amounts as readers count them.
// Knows nothing of notes or comments: they hand it texts with their facets, and get them back with marks for one reader.
// The words come with the product (packages/lingua); what this community makes of them are rows, with a history.
export { subscriptions } from './jobs.ts';
export { changeDecided } from './events.ts';
export { changesNamed } from './queries.ts';
export { markerFor, withMarks, type Marker } from './marks.ts';
export { routes } from './routes.ts';
