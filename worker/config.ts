import { join, resolve } from 'node:path';
import { z } from 'zod';
import { parseCommand } from '../core/speech/command.ts';
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

const speechEnv = {
  LOA_SPEECH_COMMAND: z
    .string()
    .transform(parseCommand)
    .refine((words) => words !== null, 'not a JSON list of words with {text-file} and {output}')
    .optional(),
  LOA_SPEECH_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOA_SPEECH_TOKEN: secret(
    z
      .string()
      .regex(/^[!-~]+$/)
      .optional(),
  ),
};

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
  ...speechEnv,
});

/** What a worker is told from outside. Paths are absolute. */
export interface WorkerConfig {
  mediaFolder: string;
  outboundAllow: readonly string[];
  redis: { url: string; queuePrefix: string };
  logLevel: z.output<typeof workerEnv>['LOA_LOG_LEVEL'];
  speech: SpeechConfig;
}

/** What speaks texts: a program, an HTTP service, or else espeak-ng. */
export type SpeechConfig =
  | { engine: 'espeak-ng' }
  | { engine: 'command'; words: readonly string[] }
  | { engine: 'http'; url: string; token: string | null };

/** @throws ConfigError with every fault */
export function readWorkerConfig(env: NodeJS.ProcessEnv): Readonly<WorkerConfig> {
  const given = readEnv(workerEnv, env);
  return Object.freeze({
    mediaFolder: join(resolve(given.LOA_DATA), 'media'),
    outboundAllow: given.LOA_OUTBOUND_ALLOW,
    redis: Object.freeze({ url: given.REDIS_URL, queuePrefix: given.LOA_QUEUE_PREFIX }),
    logLevel: given.LOA_LOG_LEVEL,
    speech: Object.freeze(readSpeech(given)),
  });
}

function readSpeech(given: z.output<typeof workerEnv>): SpeechConfig {
  const words = given.LOA_SPEECH_COMMAND;
  if (words) return { engine: 'command', words };
  const url = given.LOA_SPEECH_URL;
  if (url !== undefined) return { engine: 'http', url, token: given.LOA_SPEECH_TOKEN ?? null };
  return { engine: 'espeak-ng' };
}
