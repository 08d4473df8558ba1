// What a reader asks of their feed in so many words, what it does to the ranking, and why a note was shown. Read for each list
// and never learnt, so that it holds at once and can be taken back.
export { admits, interestsFrom, withoutUnasked, withoutWords } from './apply.ts';
export { NO_ASKS, NO_CHOICES, readAsksAndChoices, TAKE_BACK_MS, type Asks, type Choices } from './asks.ts';
export { subscriptions } from './jobs.ts';
export { wishRoutes } from './routes.ts';
export { sharesFor, weightsFor } from './sliders.ts';
