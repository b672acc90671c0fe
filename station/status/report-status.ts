import { statfs } from 'node:fs/promises';
import type { Logger } from '../../runtime/log.ts';
import { neededFiles } from '../../core/station/sync-plan.ts';
import { randomToken } from '../../runtime/crypto.ts';
import { askForKeys } from '../keys/ask-for-keys.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { RestDeps } from '../link/rest-after-failure.ts';
import { restAfterFailure } from '../link/rest-after-failure.ts';
import type { Traffic } from '../link/traffic.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { Files } from '../sync/files.ts';
import { powerFolder, readPower } from './read-power.ts';
import type { Timetable } from '../timetable/timetable.ts';
import { isStale } from './is-stale.ts';
import { judgeAnswer } from './judge-answer.ts';

export interface StatusDeps extends RestDeps {
  link: ServerLink;
  air: AirClock;
  timetable: Timetable;
  files: Files;
  incidents: Incidents;
  /** Key of the entry that sounds. */
  playing: () => string | null;
  /** As somebody set it at the loudspeaker. */
  volumePercent: () => number;
  dataFolder: string;
  endpointId: string;
  isInsecureHttp: boolean;
  version: string;
  traffic: Traffic;
  log: Logger;
  /** The server has answered. */
  onContact: () => void;
  /** The time or the trust in it changed. */
  onTime: () => void;
}

const intervalMs = 60_000;
/** Changes that come together go out together. */
const leastGapMs = 2000;
/** What begins everywhere at the same moment is not to be told by all at the same moment. */
const spreadMs = 1000;
/** Between exchanges while the time is not proven. */
const quickGapMs = 100;
const longestQuickGapMs = 10_000;
const longestRetryMs = 60_000;
const incidentsAtOnce = 100;
const missingAtOnce = 100;

/** Tells the server for ever how the endpoint is; each answer also says what time it is. */
export async function reportStatus(deps: StatusDeps, signal: AbortSignal): Promise<never> {
  const { air, bell, clock, log } = deps;
  let failures = 0;
  let unproven = 0;
  for (;;) {
    try {
      await exchange(deps, signal);
      failures = 0;
    } catch (err) {
      signal.throwIfAborted();
      failures += 1;
      if (failures === 1) log.warn({ err }, 'status not sent');
      await restAfterFailure(deps, { failures, error: err, capMs: longestRetryMs }, signal);
      continue;
    }
    if (air.isProven()) {
      unproven = 0;
      await clock.sleep(leastGapMs, signal);
      await bell.wait(intervalMs - leastGapMs - spreadMs, signal);
      await clock.sleep(deps.random() * spreadMs, signal);
    } else {
      const gapMs = unproven < 3 ? quickGapMs : quickGapMs * 2 ** (unproven - 2);
      unproven += 1;
      await clock.sleep(Math.min(longestQuickGapMs, gapMs), signal);
    }
  }
}

async function exchange(deps: StatusDeps, signal: AbortSignal): Promise<void> {
  const { link, air, timetable, incidents, clock, log } = deps;
  const waiting = await incidents.waiting(incidentsAtOnce);
  const nonce = randomToken(12);
  const body = { ...(await describe(deps)), nonce, incidents: waiting };
  const sentMs = clock.monotonic();
  const answer = await link.status({ ...body, clock: Math.floor(clock.now()) }, signal);
  const receivedMs = clock.monotonic();
  const question = { endpointId: deps.endpointId, nonce };
  let verdict = judgeAnswer(answer, question, timetable.keys());
  if (verdict === 'key_unknown' && (await askForKeys(deps, signal)))
    verdict = judgeAnswer(answer, question, timetable.keys());
  if (verdict !== 'good') {
    const detail = `the server's time, signed by ${answer.keyId.slice(0, 16)}`;
    await incidents.report({ what: 'clock', code: verdict, detail });
    throw new Error(`the status answer is refused: ${verdict}`);
  }
  deps.onContact();
  await incidents.accepted(answer.accepted);
  const newestIssuedAt = timetable.predecessor()?.head.issuedAt ?? 0;
  if (air.observe({ sentMs, receivedMs, serverTime: answer.serverTime }, newestIssuedAt)) {
    log.info({ correctionMs: Math.round(air.correctionMs()) }, 'time proven by the server');
    deps.onTime();
  }
}

async function describe(deps: StatusDeps) {
  const { air, timetable } = deps;
  return {
    ...(await describeHeld(deps)),
    insecureHttp: deps.isInsecureHttp,
    stale: air.isTrusted() && isStale(timetable.head()?.head ?? null, air.now()),
    clockOffsetMs: air.isTrusted() ? -Math.round(air.correctionMs()) : null,
    playing: deps.playing(),
    ...missingOf(deps),
    volumePercent: deps.volumePercent(),
    ...(await readPower(powerFolder)),
    usedBytes: air.isTrusted() ? await deps.traffic.ofMonth(air.now()) : null,
  };
}

/** What an endpoint says of itself, whichever way it goes to the server. */
export async function describeHeld(
  deps: Pick<StatusDeps, 'air' | 'timetable' | 'files' | 'dataFolder' | 'version'>,
) {
  const { air, timetable } = deps;
  return {
    clockTrusted: air.isTrusted(),
    headSequence: timetable.head()?.head.sequence ?? null,
    ...inventory(deps),
    version: deps.version,
    diskFreeBytes: await freeBytes(deps.dataFolder),
  };
}

/** A playlist is complete when nothing that it still sounds is missing. */
function inventory({ air, timetable, files }: Pick<StatusDeps, 'air' | 'timetable' | 'files'>) {
  const held = namedDays(timetable);
  const isComplete = (day: (typeof held)[number]) =>
    neededFiles([day], air.now()).every(({ sha256 }) => files.all().get(sha256)?.state === 'held');
  const hashes = (days: typeof held) => [...new Set(days.map(({ sha256 }) => sha256))].slice(0, 16);
  return {
    complete: hashes(held.filter(isComplete)),
    incomplete: hashes(held.filter((day) => !isComplete(day))),
  };
}

function missingOf({ air, timetable, files }: StatusDeps) {
  const missing = neededFiles(namedDays(timetable), air.now()).filter(
    ({ sha256 }) => files.all().get(sha256)?.state !== 'held',
  );
  return {
    missing: missing.slice(0, missingAtOnce).map(({ sha256 }) => sha256),
    missingFiles: missing.length,
  };
}

/** Days in force that the newest head still names. */
function namedDays(timetable: Timetable) {
  const named = new Set(timetable.head()?.head.days.map(({ playlist }) => playlist));
  return timetable.inForce().filter(({ sha256 }) => named.has(sha256));
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return Math.floor(bavail * bsize);
  } catch {
    return null;
  }
}
