// Topics: what notes are about. A topic has an id and many names, in any language and script; any of them finds it.
// Knows no notes: they ask for ids of names they met, and tell how many they are.
// When two topics turn out to be one, `topicMerged` lets whoever points at the old one move.
export { countTopicNotes, nameTopic, rollUpTopics, topicsOfNames, type TypedTopic } from './commands.ts';
export { topicMerged, topicNamed } from './events.ts';
export { findTopics, requireTopic, topicNames, topicNaming } from './queries.ts';
export { subscriptions, topicOwner } from './original-texts.ts';
export { routes } from './routes.ts';
