// Corrections: better sentences that people suggest for a version in another language, votes on them, and what came of it.
// A sentence in force stands in `translation`, under the name of whoever gave it; here stands how it got there and back.
// Its rules are pure and live through weeks of vandalism in `simulation/`; a text is any that `translation` knows.
export { endHarm, liftHarm } from './commands.ts';
export { correctionAccepted, correctionGiven, type CorrectionEvent } from './events.ts';
export { crontab, subscriptions, tasks } from './jobs.ts';
export { readCorrection, requireCorrection } from './queries.ts';
export { routes } from './routes.ts';
export { byVotes, mayBecome, mostOpen, WAIT_MS, weightOf, type Ballot } from './rules.ts';
export { countElectorate, standingFor } from './standing.ts';
export { isLive, mayDo, suggestedWhere, type SuggestedRow } from './suggested.ts';
