// Fairness: the public ledger of who is shown. It takes in the feed's notes with their bands, watches how their guarantee ends,
// and publishes a page a day that holds no reader; every figure is computed from these pages alone, so anyone can check it.
// Authors see here who was shown their own notes. Stands above feed, and asks it through its door what the log says.
export { crontab, subscriptions, tasks } from './jobs.ts';
export { routes } from './routes.ts';
