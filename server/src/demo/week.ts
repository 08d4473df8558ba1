const DAY = 24 * 3600 * 1000;
/** The week keeps the clock of UTC+8. */
const ZONE = 8 * 3600 * 1000;
const DAYS = 7;

/** Reads moments of the week (`d1 07:52`, `-400d`) for an installation at some time: the last day ends as that day begins. */
export function weekOf(installed: Date): (moment: string) => Date {
  const end = Math.floor((installed.getTime() + ZONE) / DAY) * DAY - ZONE;
  const start = end - DAYS * DAY;
  return (moment) => {
    const before = /^-(\d+)d$/.exec(moment);
    if (before) return new Date(start - Number(before[1]) * DAY);
    const within = /^d([0-6]) (\d\d):(\d\d)$/.exec(moment);
    if (!within) throw new Error(`"${moment}" is no moment of the demo week`);
    const [day, hour, minute] = within.slice(1).map(Number) as [number, number, number];
    return new Date(start + day * DAY + (hour * 60 + minute) * 60_000);
  };
}
