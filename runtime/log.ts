import pino, { type Logger } from 'pino';

export type { Logger };

/** Settings of one process's log. */
export interface LoggerOptions {
  /** The process: `server`, `worker`, `station` … */
  name: string;
  level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

const secretKeys = ['password', 'secret', 'token', 'code', 'cookie', 'authorization', 'privatePem'];

// `code` is a pairing code in a body, but an error's code everywhere else.
const secretPaths = [
  ...secretKeys.filter((key) => key !== 'code').flatMap((key) => [key, `*.${key}`]),
  'body.code',
  'req.headers.cookie',
  'req.headers.authorization',
  'req.headers["loa-signature"]',
  'res.headers["set-cookie"]',
  'headers.cookie',
  'headers.authorization',
];

/** JSON lines on stdout, times as ISO 8601 UTC, secrets, cookies and credentials blanked. */
export function createLogger({ name, level }: LoggerOptions): Logger {
  return pino({
    name,
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: '[redacted]' },
    serializers: { err: pino.stdSerializers.errWithCause },
  });
}
