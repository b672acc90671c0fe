import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readEnv, secret } from '../runtime/env.ts';

const cidrList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()])));

/** The worker's variables as they stand in the environment; `docs/configuration.md` explains each. */
export const workerEnv = z.object({
  LOA_DATA: z.string().default('./data'),
  LOA_OUTBOUND_ALLOW: cidrList,
  REDIS_URL: secret(z.string()),
  LOA_QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('loa'),
  LOA_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info'),
});

/** What a worker is told from outside. Paths are absolute. */
export interface WorkerConfig {
  mediaFolder: string;
  outboundAllow: readonly string[];
  redis: { url: string; queuePrefix: string };
  logLevel: z.output<typeof workerEnv>['LOA_LOG_LEVEL'];
}

/** @throws ConfigError with every fault */
export function readWorkerConfig(env: NodeJS.ProcessEnv): Readonly<WorkerConfig> {
  const given = readEnv(workerEnv, env);
  return Object.freeze({
    mediaFolder: join(resolve(given.LOA_DATA), 'media'),
    outboundAllow: given.LOA_OUTBOUND_ALLOW,
    redis: Object.freeze({ url: given.REDIS_URL, queuePrefix: given.LOA_QUEUE_PREFIX }),
    logLevel: given.LOA_LOG_LEVEL,
  });
}
