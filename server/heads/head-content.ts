import type { HeadBody } from '../../contract/station/head.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';
import { sha256, type Signer } from '../../runtime/crypto.ts';

const dayMs = 86_400_000;

/** How long a head is newly accepted after it was issued. */
export const headLifeMs = 9 * dayMs;
/** As {@link headLifeMs}, of one that is carried to a place without a network. */
export const carriedHeadLifeMs = 14 * dayMs;
// The contract's bound; an endpoint with more stops in nine days has none that matter left.
const mostStopped = 200;

/** What a head says, apart from its number and times. */
export type HeadContent = Omit<HeadBody, 'sequence' | 'issuedAt' | 'expiresAt'>;

/** A head as it is kept and sent. */
export interface MadeHead {
  endpointId: string;
  sequence: number;
  bytes: Buffer;
  /** SHA-256 of the bytes. */
  etag: string;
  contentSha256: string;
  issuedAt: number;
  expiresAt: number;
}

/** All that decides an endpoint's head. */
export interface HeadInput {
  endpointId: string;
  settingsSha256: string;
  keysSha256: string;
  days: readonly { date: LocalDate; playlist: string }[];
  /** Stopped occurrences, the latest stop last; those of days that the head does not hold are left out. */
  stopped: readonly string[];
}

export function headContent(input: HeadInput, keyId: string): HeadContent {
  const dates = input.days.map(({ date }) => date).sort();
  // A guest sounds up to a week after the day that it is named by.
  const first = addDays(dates[0] ?? '9999-12-31', -7);
  const last = dates.at(-1) ?? '';
  const stopped = input.stopped.filter((id) => {
    const date = parseOccurrenceId(id)?.date ?? '';
    return date >= first && date <= last;
  });
  return {
    v: 1,
    endpoint: input.endpointId,
    days: [...input.days].sort((a, b) => (a.date < b.date ? -1 : 1)),
    stopped: stopped.slice(-mostStopped).sort(),
    alerts: [],
    settings: input.settingsSha256,
    keys: input.keysSha256,
    keyId,
  };
}

/** Tells whether two heads say the same. */
export function contentHash(content: HeadContent): string {
  return sha256(canonicalJson(content));
}

/**
 * Signs a head. The number follows the last one and the clock, so that a restored backup does not fall
 * behind what the fleet has seen.
 */
export function signHead(
  content: HeadContent,
  {
    signer,
    lastSequence,
    now,
    lifeMs = headLifeMs,
    contentSha256 = contentHash(content),
  }: {
    signer: Signer;
    lastSequence: number;
    now: number;
    lifeMs?: number | undefined;
    /** Where it is known already. */
    contentSha256?: string;
  },
): MadeHead {
  const body: HeadBody = {
    ...content,
    sequence: Math.max(lastSequence + 1, now),
    issuedAt: now,
    expiresAt: now + lifeMs,
  };
  const signature = signer.sign(canonicalJson(body));
  const bytes = Buffer.from(canonicalJson({ ...body, signature }));
  return {
    endpointId: content.endpoint,
    sequence: body.sequence,
    bytes,
    etag: sha256(bytes),
    contentSha256,
    issuedAt: now,
    expiresAt: body.expiresAt,
  };
}
