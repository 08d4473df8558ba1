// People: who somebody is, how they prove it, and what they say of themselves.
// Accounts are kept by better-auth; its user id is our person id, its tables are in our migrations.
// Others use it to name authors (Maps by id, or JSON in their own queries) and to find out who is asking.
export { deviceNumber } from './accounts/device.ts';
export { checkName } from './rules/names.ts';
export { demoPeople, isEmpty, removeDemoPeople } from './commands/demo.ts';
export { importPeople, type ImportedPerson } from './commands/import.ts';
export { changeMember, type MemberChange } from './commands/members.ts';
export { makeResetLink } from './commands/passwords.ts';
export { changeProfile, dropAvatars, type ProfileChange } from './commands/profile.ts';
export { personChanged, personClosed, personErased, personJoined, personReturned } from './events.ts';
export { crontab, tasks } from './jobs.ts';
export { countPeople, listMembers, membersFor, type Member } from './queries/members.ts';
export {
  authorJson,
  authorStamp,
  authorsFor,
  idsOfHandles,
  interestsOf,
  joinedAt,
  namesInParts,
  notClosed,
  placeOf,
  resolvePerson,
  type Author,
} from './queries/people.ts';
export { originsFor, type Origin } from './queries/origins.ts';
export { peopleBeginning, peopleWhere, profilesFor, type Profile } from './queries/profiles.ts';
export { pinyinWanted, readMe, type Me } from './queries/session.ts';
export { AIDS, readAids } from './rules/aids.ts';
export { accountRoutes, routes } from './routes.ts';
export { SESSION_COOKIE, signedIn, type SignedIn } from './viewer.ts';
export { personOwner } from './queries/original-texts.ts';
