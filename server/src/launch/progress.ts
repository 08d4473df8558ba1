/** Prints what is being done, with the time since the process began: `  1.4 s  PostgreSQL is up`. */
export type Progress = (text: string) => void;

export function createProgress(write: (line: string) => void): Progress {
  return (text) => write(`${sinceStart().padStart(6)} s  ${text}\n`);
}

/** Seconds since this process began, with one digit: `1.4`. */
export function sinceStart(): string {
  return (performance.now() / 1000).toFixed(1);
}
