// Profiles: a person as others see them: their own words, pictures, numbers, and how the viewer stands to them.
// Owns no table: it composes people, graph, verdicts and media, which know nothing of each other in that direction.
// Who may not be seen is not found, here as everywhere.
export { changeMe } from './commands.ts';
export { maySeePerson, readPerson, suggestPeople, type Person } from './queries.ts';
export { routes } from './routes.ts';
