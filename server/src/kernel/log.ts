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
      serializers: { err: describeError, error: describeError },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'password',
          'token',
          'secret',
          'cookie',
          'authorization',
          '*.password',
          '*.token',
          '*.secret',
        ].concat([
          '*.cookie',
          '*.authorization',
          'headers.cookie',
          'headers.authorization',
          'email',
          '*.email',
        ]),
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** An error by what helps to mend it; drivers hang whole connections, passwords included, on theirs. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, message, code, stack, ...(cause instanceof Error && { cause: describeError(cause) }) };
}
