// People: who somebody is, how they prove it, and what they say of themselves.
// Accounts are kept by better-auth; its user id is our person id, its tables are in our migrations.
// Others use it to name authors (Maps by id, or JSON in their own queries) and to find out who is asking.
export { personChanged, personClosed, personErased, personJoined, personReturned } from './events.ts';
export { authorJson, authorsFor, interestsOf, resolvePerson, type Author } from './queries/people.ts';
export { accountRoutes, routes } from './routes.ts';
export { SESSION_COOKIE, signedIn, type SignedIn } from './viewer.ts';
