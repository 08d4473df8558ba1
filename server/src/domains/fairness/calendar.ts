// Which days the ledger has, and when they close. Days are UTC's.

const DAY_MS = 86_400_000;
/** After its end a day waits so long for signals that come late, and for the last notes' first 24 hours. */
const LATE_MS = DAY_MS;
/** A ledger that begins looks so many days back, so that the notes that are there stand in it. */
const LOOK_BACK = 27;

export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function addDays(day: string, days: number): string {
  return dayOf(new Date(startOf(day).getTime() + days * DAY_MS));
}

/** The first day that a ledger has. */
export function firstDay(begunAt: Date): string {
  return addDays(dayOf(begunAt), -LOOK_BACK);
}

/** Days from one to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Whether nothing more can come to a day. The days before the ledger began stay open until it is a day old. */
export function isOver(day: string, { begunAt, now }: { begunAt: Date; now: Date }): boolean {
  const end = Math.max(startOf(addDays(day, 1)).getTime(), begunAt.getTime());
  return now.getTime() >= end + LATE_MS;
}
