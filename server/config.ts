import { join, resolve } from 'node:path';
import { z } from 'zod';
import { photosFolder, takesFolder } from '../media/store.ts';
import { readEnv, secret } from '../runtime/env.ts';
import { espeakVoices, parseVoices, type Voice } from '../core/speech/voices.ts';
import { profileNames, type ProfileName } from '../core/recording/profiles.ts';
import { isZone } from '../core/time/zoned.ts';

const cidrList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

const gigabytes = z.coerce.number().positive().max(1_000_000).optional();

/** The server's variables as they stand in the environment; `docs/configuration.md` explains each. */
export const serverEnv = z.object({
  LOA_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  LOA_DATA: z.string().default('./data'),
  LOA_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOA_ZONE: z.string().refine(isZone, 'not an IANA zone').default('Asia/Ho_Chi_Minh'),
  LOA_TRUST_PROXY: cidrList.pipe(z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]))),
  LOA_OUTBOUND_ALLOW: cidrList.pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))),
  LOA_MEDIA_REDIRECT: z
    .string()
    .regex(/^\/([\w.-]+\/)+$/, 'not a path with a slash at both ends')
    .optional(),
  LOA_SIGNING_KEY_FILE: z.string().optional(),
  REDIS_URL: secret(z.string()),
  LOA_QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('loa'),
  LOA_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info'),
  LOA_UPLOAD_LIMIT_MB: z.coerce.number().min(1).max(100_000).default(500),
  LOA_QUOTA_GB: gigabytes,
  LOA_USER_QUOTA_GB: z.coerce.number().min(0).max(1_000_000).default(20),
  LOA_LISTENED_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  LOA_PUSH_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('20:00'),
  LOA_FREEZE_SECONDS: z.coerce.number().int().min(5).max(3600).default(300),
  LOA_PROFILES: z
    .string()
    .default('mp3-48k,opus-24k,mp3-128k')
    .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))])
    .pipe(z.array(z.enum(profileNames)))
    .refine((names) => names.includes('mp3-48k'), 'mp3-48k is what every endpoint plays'),
  LOA_SPEECH_COMMAND: z.string().optional(),
  LOA_SPEECH_URL: z.string().optional(),
  LOA_SPEECH_VOICES: z
    .string()
    .transform(parseVoices)
    .refine((voices) => voices !== null, 'not a list of id=name, separated by commas')
    .optional(),
  NODE_ENV: z.string().optional(),
});

/** What the server is told from outside. Paths are absolute. */
export interface ServerConfig {
  port: number;
  /** As people and stations reach it, without a slash at the end; `null`: this machine by its port. */
  url: string | null;
  zone: string;
  trustProxy: readonly string[];
  outboundAllow: readonly string[];
  /** Path below which the proxy in front finds the media folder; `null`: the server sends files itself. */
  mediaRedirect: string | null;
  /** `photos`: of faults at loudspeakers. */
  paths: { database: string; media: string; photos: string; signingKey: string };
  redis: { url: string; queuePrefix: string };
  logLevel: z.output<typeof serverEnv>['LOA_LOG_LEVEL'];
  uploadLimitBytes: number;
  /** How much may be kept, in bytes; `null`: no limit. */
  quota: { totalBytes: number | null; personBytes: number | null };
  /** Recordings of people near loudspeakers: where they lie, and after how many days they are removed. */
  listened: { folder: string; keptDays: number };
  /** Wall time in `zone` when the next day is pushed. */
  pushAt: string;
  /** So long before air an endpoint's list stands fast. */
  freezeMs: number;
  /** Encodings of every recording; the first is made at once, the others in the background. */
  profiles: readonly ProfileName[];
  speech: {
    /** Tells the sound of one engine from that of another. */
    engine: string;
    voices: readonly Voice[];
  };
  /** Whether answers are held against the contract before they are sent. */
  checkAnswers: boolean;
}

/** The central database in a data folder. */
export function databaseFile(dataFolder: string): string {
  return join(dataFolder, 'loa.sqlite');
}

/** @throws ConfigError with every fault */
export function readServerConfig(env: NodeJS.ProcessEnv): Readonly<ServerConfig> {
  const given = readEnv(serverEnv, env);
  const data = resolve(given.LOA_DATA);
  return Object.freeze({
    port: given.LOA_PORT,
    url: given.LOA_URL?.replace(/\/+$/, '') ?? null,
    zone: given.LOA_ZONE,
    trustProxy: given.LOA_TRUST_PROXY,
    outboundAllow: given.LOA_OUTBOUND_ALLOW,
    mediaRedirect: given.LOA_MEDIA_REDIRECT ?? null,
    paths: Object.freeze({
      database: databaseFile(data),
      media: join(data, 'media'),
      photos: photosFolder(join(data, 'media')),
      signingKey: given.LOA_SIGNING_KEY_FILE
        ? resolve(given.LOA_SIGNING_KEY_FILE)
        : join(data, 'keys', 'signing.pem'),
    }),
    redis: Object.freeze({ url: given.REDIS_URL, queuePrefix: given.LOA_QUEUE_PREFIX }),
    logLevel: given.LOA_LOG_LEVEL,
    uploadLimitBytes: given.LOA_UPLOAD_LIMIT_MB * 1024 * 1024,
    quota: Object.freeze({
      totalBytes: toBytes(given.LOA_QUOTA_GB),
      personBytes: toBytes(given.LOA_USER_QUOTA_GB || undefined),
    }),
    listened: Object.freeze({
      folder: takesFolder(join(data, 'media')),
      keptDays: given.LOA_LISTENED_DAYS,
    }),
    pushAt: given.LOA_PUSH_AT,
    freezeMs: given.LOA_FREEZE_SECONDS * 1000,
    profiles: given.LOA_PROFILES,
    speech: Object.freeze({
      engine: given.LOA_SPEECH_COMMAND ?? given.LOA_SPEECH_URL ?? 'espeak-ng',
      voices: given.LOA_SPEECH_VOICES ?? espeakVoices,
    }),
    checkAnswers: given.NODE_ENV === 'test' || given.NODE_ENV === 'development',
  });
}

function toBytes(gigabytes: number | undefined): number | null {
  return gigabytes === undefined ? null : Math.floor(gigabytes * 1024 ** 3);
}
