import { join } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import { lockFolder } from '../../runtime/folder-lock.ts';
import type { Lifetime } from '../../runtime/lifecycle.ts';
import type { Logger } from '../../runtime/log.ts';
import { createBell } from '../bell.ts';
import { createAirClock, type AirClock } from '../clock/air-clock.ts';
import { ownSigner } from '../enrol/enrol.ts';
import { createIncidents } from '../proof/incidents.ts';
import { endOpenPlays } from '../proof/play-rows.ts';
import { describeHeld } from '../status/report-status.ts';
import { readFact } from '../store/facts.ts';
import { openStore, type StationStore } from '../store/open-store.ts';
import { openFiles } from '../sync/files.ts';
import { openMediaFolder } from '../sync/media-folder.ts';
import type { MediaSource } from '../sync/media-source.ts';
import { Sync } from '../sync/sync.ts';
import { openObjectStore } from '../timetable/object-store.ts';
import { openTimetable } from '../timetable/timetable.ts';
import { agentVersion } from '../version.ts';
import { stickSource, type StickSource } from './stick-source.ts';
import { takeBundle } from './take-bundle.ts';
import { playsFile, writePlaysFile } from './write-plays.ts';

export interface ImportOptions {
  /** The stick. */
  stick: string;
  data: string;
  clock: Clock;
  log: Logger;
}

export interface Imported {
  isTaken: boolean;
  headSequence: number | null;
  days: number;
  /** Things named by the head that are not here yet. */
  missing: number;
  plays: number;
  refusals: string[];
}

/** The folder belongs to no paired agent. */
export class NotPaired extends Error {}

const checkMs = 50;
/** A disk that is full or a stick that gives nothing is not waited for any longer. */
const patienceMs = 300_000;

/**
 * Takes in a stick once, without an agent that runs, and writes the proofs back.
 * @throws NotPaired, AppError `folder_locked`, or an error of the file system
 */
export async function importStick(options: ImportOptions, life: Lifetime): Promise<Imported> {
  const { data, clock, log, stick } = options;
  const lock = lockFolder(data);
  life.add(() => lock.release());
  const db = await openStore(data);
  life.add(() => db.destroy());
  const endpointId = await readFact(db, 'endpoint_id');
  const secret = await readFact(db, 'secret');
  if (endpointId === null || secret === null) throw new NotPaired('this folder is not paired');
  await endOpenPlays(db);
  const air = createAirClock(clock);
  const now = () => air.now();
  const incidents = createIncidents({ db, clock, now, log, onNew: () => {} });
  const objects = await openObjectStore(db, incidents);
  const timetable = await openTimetable({ db, objects, incidents, air, endpointId });
  await considerTime(db, air, timetable.head()?.head.issuedAt ?? 0);
  const folder = await openMediaFolder(join(data, 'media'), clock.now());
  const files = await openFiles({ db, folder, incidents, onSpoilt: () => {} });
  const source = stickSource(nowhere);
  const shared = { db, air, incidents, timetable, endpointId, log, clock, files };
  const isTaken = await takeBundle({ ...shared, source, onNews: () => {} }, stick);
  const sync = new Sync({
    ...{ ...shared, objects, folder, link: source, random: () => 1, limitBytes: null },
    onChange: () => {},
  });
  await files.note(timetable.inForce());
  await fetchAll(sync, source, clock);
  await files.note(timetable.inForce());
  const describe = () =>
    describeHeld({ air, timetable, files, dataFolder: data, version: agentVersion() });
  const writing = { ...shared, signer: ownSigner(secret), now, describe };
  const content = await playsFile(writing);
  await writePlaysFile(writing, stick, content);
  return {
    isTaken,
    headSequence: timetable.head()?.head.sequence ?? null,
    days: timetable.inForce().length,
    missing: sync.pending().filter(({ do: what }) => what.startsWith('fetch')).length,
    plays: content.plays.length,
    refusals: content.incidents.map(({ what, code, detail }) => `${what} ${code}: ${detail}`),
  };
}

async function considerTime(db: StationStore, air: AirClock, newestIssuedAt: number) {
  air.considerRtc({
    lastTimeMs: await readFact(db, 'last_time'),
    correctionMs: (await readFact(db, 'correction')) ?? 0,
    newestIssuedAt,
  });
}

/** Runs both lanes until the stick has no more to give. */
async function fetchAll(sync: Sync, source: StickSource, clock: Clock): Promise<void> {
  const end = new AbortController();
  const bells = [createBell(clock), createBell(clock)] as const;
  const lanes = [sync.runObjects(bells[0], end.signal), sync.runFiles(bells[1], end.signal)];
  const ended = Promise.allSettled(lanes);
  const isUseful = (step: ReturnType<Sync['pending']>[number]) =>
    step.do.startsWith('fetch') ? source.offers(step.sha256) : step.do === 'verify_file';
  let count = 0;
  for (let idleMs = 0; idleMs < patienceMs; idleMs += checkMs) {
    const pending = sync.pending();
    if (!pending.some(isUseful)) break;
    if (pending.length !== count) idleMs = 0;
    count = pending.length;
    await clock.sleep(checkMs);
    for (const bell of bells) bell.ring();
  }
  end.abort(new Error('the stick has given all'));
  await ended;
}

const nowhere: MediaSource = {
  object: () => Promise.reject(new Error('it is not on the stick')),
  media: () => Promise.reject(new Error('it is not on the stick')),
  distrust: () => {},
};
