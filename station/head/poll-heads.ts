import type { Logger } from '../../runtime/log.ts';
import { sha256 } from '../../runtime/crypto.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { RestDeps } from '../link/rest-after-failure.ts';
import { restAfterFailure } from '../link/rest-after-failure.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { Timetable } from '../timetable/timetable.ts';
import { askForKeys } from '../keys/ask-for-keys.ts';
import { judgeNews, readHead, type HeadVerdict } from './verify-head.ts';

export interface PollDeps extends RestDeps {
  link: ServerLink;
  timetable: Timetable;
  incidents: Incidents;
  air: AirClock;
  endpointId: string;
  intervalMs: number;
  log: Logger;
  /** A head was accepted. */
  onNews: () => void;
  /** The server answers again. */
  onBack: () => void;
}

/** Polls are spread over the interval by this share, so that a fleet does not ask in step. */
const spread = 0.2;

/** Asks for the head for ever: at its interval, when nudged, and with growing patience after failures. */
export async function pollHeads(deps: PollDeps, signal: AbortSignal): Promise<never> {
  const { link, bell, random, log } = deps;
  let etag: string | null = null;
  let failures = 0;
  for (;;) {
    try {
      const answer = await link.head(etag, signal);
      if (failures > 0) deps.onBack();
      failures = 0;
      if (answer && (await consider(deps, answer.bytes, signal))) etag = answer.etag;
      else await deps.timetable.catchUp();
    } catch (err) {
      signal.throwIfAborted();
      failures += 1;
      if (failures === 1) log.warn({ err }, 'head not fetched');
      const capMs = Math.max(deps.intervalMs, 1000);
      await restAfterFailure(deps, { failures, error: err, capMs }, signal);
      continue;
    }
    await bell.wait(deps.intervalMs * (1 - spread + 2 * spread * random()), signal);
  }
}

/** Whether the bytes are the head that is now held. */
async function consider(deps: PollDeps, bytes: Buffer, signal: AbortSignal): Promise<boolean> {
  const { timetable, incidents, air, log } = deps;
  if (timetable.predecessor()?.bytes.equals(bytes)) return true;
  const read = await readWithNewKeys(deps, bytes, signal);
  const held = timetable.predecessor();
  const before = held ? { sequence: held.head.sequence, bytes: held.bytes } : null;
  const certainTime = air.isTrusted() ? air.now() : (held?.head.issuedAt ?? 0);
  const verdict = read.ok ? judgeNews(read.head, bytes, before, certainTime) : read;
  if (!verdict.ok) {
    const detail = `${verdict.detail} (bytes ${sha256(bytes).slice(0, 12)})`;
    await incidents.report({ what: 'head', code: verdict.code, detail });
    return false;
  }
  const { head } = verdict;
  log.info({ sequence: head.sequence, days: head.days.length }, 'head accepted');
  try {
    await timetable.acceptHead(head, bytes);
  } finally {
    deps.onNews();
  }
  return true;
}

/** A key that is not known yet may have been put in by the recovery key: then the server's keys say so. */
async function readWithNewKeys(
  { link, timetable, endpointId }: PollDeps,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<HeadVerdict> {
  const read = readHead(bytes, timetable.keys(), endpointId);
  if (read.ok || read.code !== 'key_unknown') return read;
  const hasNew = await askForKeys({ link, timetable }, signal);
  return hasNew ? readHead(bytes, timetable.keys(), endpointId) : read;
}
