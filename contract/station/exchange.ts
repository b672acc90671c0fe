import { z } from 'zod';
import { hearings } from '../../core/station/hearing.ts';
import { route } from '../route.ts';
import { epochMs, id, occurrenceId, sha256 } from '../scalar.ts';
import { keysObject } from './objects.ts';

/** Eight characters without look-alikes; spaces, hyphens and case do not matter. */
export const pairingCode = z
  .string()
  .max(20)
  .overwrite((text) => text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  .regex(/^[2-9A-HJ-NP-Z]{8}$/);

/** Raw Ed25519 in base64url. */
export const endpointPublicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Of the server's keys object: 80 bits of its hash, in the letters of the code. It stands behind the code. */
export const keysFingerprint = z.string().regex(/^[2-9A-HJ-NP-Z]{16}$/);

const enrol = route({
  method: 'POST',
  path: '/station/v1/enrol',
  summary: 'Pair: code and hash of the secret that the endpoint made; repeatable for 24 h',
  access: 'public',
  body: z.object({
    code: pairingCode,
    secretSha256: sha256,
    /** Verifies what the endpoint signs when it speaks by way of others, as on a USB stick. */
    publicKey: endpointPublicKey.optional(),
  }),
  answer: z.object({ endpointId: id, keys: keysObject, serverTime: epochMs }),
  errors: ['pairing_code_wrong', 'pairing_code_used', 'pairing_code_expired', 'too_many_requests'],
});

export const playReasons = [
  'completed',
  'stopped',
  /** By somebody at the loudspeaker itself. */
  'stopped_here',
  'withdrawn',
  'preempted',
  'power_loss',
  'media_missing',
  'media_damaged',
  'stream_lost',
  'input_unavailable',
  'quiet_hours',
  'clock_untrusted',
  'expired',
  'too_late',
  'output_failed',
] as const;

/** One entry as the endpoint played it, or why it did not: the title and hashes stand in the row itself. */
export const playRecord = z.object({
  playId: z.string().regex(/^[a-z0-9]{26}$/),
  /** Counts up by one for each record of the endpoint, so that gaps show. */
  sequence: z.int().min(1),
  key: z.string().max(130),
  occurrence: occurrenceId,
  title: z.string().max(200),
  playlist: sha256,
  media: sha256.nullable(),
  dueAt: epochMs,
  /** When the first frame reached the output; `null` where none did. */
  startedAt: epochMs.nullable(),
  endedAt: epochMs.nullable(),
  /** From frames that reached the output. */
  heardMs: z.int().min(0),
  durationMs: z.int().min(0),
  reason: z.enum(playReasons),
  clockTrusted: z.boolean(),
  /** What a microphone heard of it; `null` where there is none. */
  ear: z.enum(hearings).nullable().default(null),
});
export type PlayRecord = z.output<typeof playRecord>;

const plays = route({
  method: 'POST',
  path: '/station/v1/plays',
  summary: 'Proof of play; each row is accepted or refused by itself',
  access: 'public',
  body: z.object({ rows: z.array(z.unknown()).min(1).max(500) }),
  answer: z.object({
    /** Per row, in order: an accepted row may be deleted on the endpoint. */
    results: z.array(
      z.object({
        playId: z.string().nullable(),
        accepted: z.boolean(),
        code: z.string().nullable(),
      }),
    ),
  }),
});

export const incidentWhat = [
  'head',
  'stop',
  'playlist',
  'settings',
  'keys',
  'media',
  'entry',
  'push',
  'clock',
  'output',
  'bundle',
  'ear',
] as const;

/** Something that the endpoint refused or could not do. */
export const incidentRecord = z.object({
  id: z.string().regex(/^[a-z0-9]{26}$/),
  at: epochMs,
  what: z.enum(incidentWhat),
  /** E.g. `signature_bad`, `bytes_not_canonical`, `hash_mismatch`, `sequence_old`, `quiet_hours`. */
  code: z.string().regex(/^[a-z_]{1,40}$/),
  detail: z.string().max(500),
});
export type IncidentRecord = z.output<typeof incidentRecord>;

/** Signed, because the endpoint sets its clock by it. */
export const statusAnswer = z.object({
  nonce: z.string(),
  serverTime: epochMs,
  /** Incidents that the server has stored. */
  accepted: z.array(z.string()),
  keyId: z.string(),
  /** Ed25519 over the canonical JSON of {@link statusText}. */
  signature: z.string(),
});
export type StatusAnswer = z.output<typeof statusAnswer>;

/** What the signature of a status answer covers, before it is spelt canonically. */
export function statusText(
  endpoint: string,
  { nonce, serverTime, accepted }: Pick<StatusAnswer, 'nonce' | 'serverTime' | 'accepted'>,
) {
  return { purpose: 'loa status', endpoint, nonce, serverTime, accepted };
}

const status = route({
  method: 'POST',
  path: '/station/v1/status',
  summary: 'How the endpoint is; the answer gives the time',
  access: 'public',
  body: z.object({
    nonce: z.string().max(64),
    /** The endpoint's clock when it sent this. */
    clock: epochMs,
    clockTrusted: z.boolean(),
    /** Measured against the server at the last exchange, in ms; `null` before one. */
    clockOffsetMs: z.int().nullable(),
    headSequence: z.int().nullable(),
    /** Playlists that are held with every file that they name. */
    complete: z.array(sha256).max(16),
    /** Playlists held with files still missing. */
    incomplete: z.array(sha256).max(16),
    playing: z.string().max(90).nullable(),
    version: z.string().max(40),
    diskFreeBytes: z.int().min(0).nullable(),
    /** It speaks with the server by plain HTTP over a network. */
    insecureHttp: z.boolean().default(false),
    /** Half the life of the head that it holds has gone and none came after it. */
    stale: z.boolean().default(false),
    // What earlier agents do not tell, and others only where their machine lets them know.
    /** Files that are missing for the playlists held, those that sound first first. */
    missing: z.array(sha256).max(100).nullable().default(null),
    /** How many they are in all. */
    missingFiles: z.int().min(0).nullable().default(null),
    /** As the output is set. */
    volumePercent: z.int().min(0).max(100).nullable().default(null),
    power: z.enum(['mains', 'battery']).nullable().default(null),
    batteryPercent: z.int().min(0).max(100).nullable().default(null),
    /** Bytes of its exchanges in this month, both ways, by its own count. */
    usedBytes: z.int().min(0).nullable().default(null),
    incidents: z.array(incidentRecord).max(100),
  }),
  answer: statusAnswer,
});

const keys = route({
  method: 'GET',
  path: '/station/v1/keys',
  summary: 'The public keys by which heads and pushes are verified',
  access: 'public',
  answer: keysObject,
});

/**
 * The JSON exchanges. Beside them: `GET /station/v1/head` (ETag, 304), `GET /station/v1/objects/{sha256}`,
 * `GET /station/v1/media/{sha256}` (Range) and `GET /station/v1/events` (SSE `head` with data = sequence).
 * All but `enrol` and `keys` carry `Authorization: Loa <endpoint id>:<secret>`.
 */
export const stationRoutes = { enrol, plays, status, keys };
