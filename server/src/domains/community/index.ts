// Community: what the operator decides about the place: name, languages, rules, who may come in, channels; and the audit of
// everything those with power did. The lowest domain: it knows nobody.
// The founder's link and the list of audit rows are served higher up (people, operations), where names are known.
export { audit, claimFoundation, makeFounderToken, setDemo } from './commands.ts';
export { policyReader } from './policy.ts';
export {
  auditPage,
  isChannel,
  listChannels,
  readCommunity,
  readDemo,
  wasDecided,
  type AuditEntry,
  type CommunityRow,
} from './queries.ts';
export { routes } from './routes.ts';
export { communityOwner } from './original-texts.ts';
export { communityChanged } from './events.ts';
