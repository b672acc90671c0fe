import type { Logger } from '../../runtime/log.ts';
import { sha256 } from '../../runtime/crypto.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { Timetable } from '../timetable/timetable.ts';
import { judgeNews, readHead, type HeadVerdict } from './verify-head.ts';

export interface ConsiderDeps {
  timetable: Timetable;
  incidents: Incidents;
  air: AirClock;
  endpointId: string;
  log: Logger;
  /** Fetches keys that the recovery key has put in; answers whether there were any. */
  askForKeys: () => Promise<boolean>;
  /** There is a new head. */
  onNews: () => void;
}

/**
 * Judges bytes that claim to be a head, whichever way they came, and puts a good one in force. Answers whether
 * they are the head that is now held; what is refused is reported.
 */
export async function considerHead(deps: ConsiderDeps, bytes: Buffer): Promise<boolean> {
  const { timetable, incidents, air, log } = deps;
  if (timetable.predecessor()?.bytes.equals(bytes)) return true;
  const read = await readWithNewKeys(deps, bytes);
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
  { timetable, endpointId, askForKeys }: ConsiderDeps,
  bytes: Buffer,
): Promise<HeadVerdict> {
  const read = readHead(bytes, timetable.keys(), endpointId);
  if (read.ok || read.code !== 'key_unknown') return read;
  return (await askForKeys()) ? readHead(bytes, timetable.keys(), endpointId) : read;
}
