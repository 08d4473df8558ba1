import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * Structured log on standard error, one JSON object a line; secrets never reach it.
 * Levels: fatal error warn info debug trace silent.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['password', 'token', 'secret', 'cookie', 'authorization', '*.password', '*.token', '*.secret'].concat(
          ['*.cookie', '*.authorization', 'headers.cookie', 'headers.authorization', 'email', '*.email'],
        ),
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
