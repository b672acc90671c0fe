import { z } from 'zod';
import type { Playlist } from '../../core/playlist/playlist.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import { epochMs, localDate, localTime, occurrenceId, sha256, weekdays, zone } from '../scalar.ts';

const mediaFile = z.strictObject({ sha256, bytes: z.int().min(1), fromMs: z.int().min(0) });

const profiles = z.strictObject({ 'mp3-48k': mediaFile.optional() });

const entry = z.strictObject({
  key: z.string().regex(/^[a-z0-9_-]{1,120}\/\d{1,3}(\.\d{1,3})?$/),
  occurrence: occurrenceId,
  title: z.string().max(200),
  startsAt: epochMs,
  latestStartAt: epochMs,
  durationMs: z.int().min(1).max(86_400_000),
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('media'), profiles }),
    z.strictObject({
      type: z.literal('relay'),
      url: z.url({ protocol: /^https?$/ }).max(2000),
      delayMs: z.int().min(0).max(300_000),
      fallback: profiles.nullable(),
    }),
    z.strictObject({ type: z.literal('input'), input: z.enum(['line', 'fm', 'microphone']) }),
  ]),
  kind: z.enum(['speech', 'music', 'signature', 'relay', 'input']),
  volumePercent: z.int().min(1).max(100).nullable(),
  gainDb: z.int().min(-60).max(20),
  notAfter: epochMs.nullable(),
  class: z.enum(['normal', 'priority']),
  startMode: z.enum(['hard', 'soft']),
  afterInterrupt: z.enum(['resume', 'restart', 'drop']),
});

/** An entry that claims to be anything else, an emergency above all, is refused by its shape. */
export const playlistObject = z.strictObject({
  v: z.literal(1),
  date: localDate,
  zone,
  entries: z.array(entry).max(5000),
  powered: z.array(z.strictObject({ fromMs: epochMs, toMs: epochMs })).max(5000),
});
export const playlistOf = (value: unknown): Playlist => playlistObject.parse(value) as Playlist;

const quietHours = z.strictObject({
  from: localTime,
  to: localTime,
  weekdays,
  validFrom: localDate.nullable(),
  validTo: localDate.nullable(),
});

/** What an endpoint must know to guard itself. */
export const settingsObject = z.strictObject({
  v: z.literal(1),
  stationName: z.string(),
  endpointName: z.string(),
  zone,
  quietHours: z.array(quietHours).max(200),
});
export type Settings = z.output<typeof settingsObject>;
export type SettingsQuietHours = QuietHours;

const publicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const keyId = z.string().regex(/^[A-Za-z0-9_-]{16}$/);

/**
 * What the recovery key has signed: from `generation` on these signing keys hold and no others. Only this takes a
 * key away, so that whoever has stolen a signing key cannot lock the fleet to one of his own.
 */
export const keysApproval = z.strictObject({
  /** Rises with each approval: the time when it was made. */
  generation: epochMs,
  signing: z.array(z.strictObject({ keyId, publicKey })).min(1).max(8),
  /** Ed25519 by the recovery key, over the canonical JSON of {@link approvalText}. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type KeysApproval = z.output<typeof keysApproval>;

/** What the signature of an approval covers, before it is spelt canonically. */
export function approvalText({ generation, signing }: Omit<KeysApproval, 'signature'>) {
  return { purpose: 'loa keys', generation, signing };
}

/** Public keys by which heads, pushes and answers are verified, raw Ed25519 in base64url. */
export const keysObject = z.strictObject({
  v: z.literal(1),
  signing: z
    .array(
      z.strictObject({
        keyId,
        publicKey,
        /** It signs nothing before this; 0 for one that was there from the beginning. */
        from: epochMs,
      }),
    )
    .min(1)
    .max(8),
  recovery: z.strictObject({ publicKey, approval: keysApproval.nullable() }),
});
export type Keys = z.output<typeof keysObject>;
