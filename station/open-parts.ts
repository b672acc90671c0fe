import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../runtime/log.ts';
import { createAddressGuard } from '../runtime/address-guard.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Lifetime } from '../runtime/lifecycle.ts';
import { lockFolder } from '../runtime/folder-lock.ts';
import type { StationOptions } from './args.ts';
import { createBells } from './bells.ts';
import { createAirClock } from './clock/air-clock.ts';
import { enrol, ownSigner, type Identity } from './enrol/enrol.ts';
import { openEar } from './ear/open-ear.ts';
import { createConnections } from './link/connections.ts';
import { createServerLink } from './link/server-link.ts';
import { createTraffic } from './link/traffic.ts';
import { createLocalControl } from './local/open-local.ts';
import { openOutput } from './output/open-output.ts';
import { chimeSound } from './player/chime.ts';
import { openEntry } from './player/open-entry.ts';
import { Player } from './player/player.ts';
import { createIncidents, type Incidents } from './proof/incidents.ts';
import { openPlayLog } from './proof/play-log.ts';
import { recordPlays } from './proof/record-plays.ts';
import { readFact } from './store/facts.ts';
import { openStore } from './store/open-store.ts';
import { openFiles } from './sync/files.ts';
import { openMediaFolder } from './sync/media-folder.ts';
import { openObjectStore } from './timetable/object-store.ts';
import type { SystemdWatch } from './watchdog/tell-systemd.ts';
import { openTimetable } from './timetable/timetable.ts';

export interface AgentDeps {
  options: StationOptions;
  clock: Clock;
  random: () => number;
  log: Logger;
  /** Hands in what is called by a signal that somebody at the loudspeaker says stop. */
  onStopSignal?: (stop: () => void) => void;
  /** Who is told that the agent gets on; left out or `null`, nobody is. */
  systemd?: SystemdWatch | null;
}

/** What the agent's loops work on. */
export type AgentParts = Awaited<ReturnType<typeof openParts>>;

/** Opens everything that the agent is made of, and pairs it if need be. */
export async function openParts(
  { options, clock, random, log }: AgentDeps,
  life: Lifetime,
  signal: AbortSignal,
) {
  // It holds a secret.
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const lock = lockFolder(options.data);
  life.add(() => lock.release());
  const db = await openStore(options.data);
  life.add(() => db.destroy());
  const bells = createBells(clock);
  let identity: Identity | null = null;
  const traffic = createTraffic(db);
  const link = createServerLink({
    server: options.server,
    credentials: () => identity,
    onBytes: (bytes) => traffic.add(bytes),
    connections: createConnections(clock),
  });
  const enrolDeps = { db, link, clock, random, log, bell: bells.enrol };
  identity = await enrol(enrolDeps, options.code, signal);
  const { endpointId } = identity;

  const air = createAirClock(clock);
  const now = () => air.now();
  const incidents = createIncidents({ db, clock, now, log, onNew: () => bells.ring('status') });
  const objects = await openObjectStore(db, incidents);
  const timetable = await openTimetable({ db, objects, incidents, air, endpointId });
  const folder = await openMediaFolder(join(options.data, 'media'), clock.now());
  const files = await openFiles({
    ...{ db, folder, incidents },
    onSpoilt: () => bells.ring('files', 'status'),
  });
  const playLog = await openPlayLog({
    ...{ db, clock, now, log },
    isClockTrusted: () => air.isTrusted(),
    onFinal: () => bells.ring('outbox'),
  });
  const { output, ear } = await openOutputAndEar({ options, clock, log, incidents }, life);
  const isAllowed = createAddressGuard(options.outboundAllow);
  const opening = { files, folder, incidents, isAllowed, inputs: options.inputs, clock };
  const player = new Player({
    ...{ output, clock, air, random, log },
    openEntry: (held, fromMs) => openEntry(opening, held, fromMs),
    volumePercent: (await readFact(db, 'volume_percent')) ?? 100,
    chime: options.isChimed ? chimeSound() : null,
    events: recordPlays(playLog, {
      ...{ ear, air, incidents, log },
      onChange: () => bells.ring('air', 'amplifier', 'status'),
    }),
  });
  const control = createLocalControl({ db, player, log });
  const contact: { at: number | null } = { at: null };
  return {
    ...{ control, contact, db, bells, link, traffic, endpointId, air, now, incidents, objects },
    signer: ownSigner(identity.secret),
    ...{ timetable, folder, files, playLog, player },
  };
}

/** Where the sound goes, and the microphone that hears it where there is one. */
async function openOutputAndEar(
  { options, clock, log, incidents }: Omit<AgentDeps, 'random'> & { incidents: Incidents },
  life: Lifetime,
) {
  const onFault = (fault: unknown) => {
    const detail = fault instanceof Error ? fault.message : String(fault);
    void incidents.report({ what: 'output', code: 'output_failed', detail });
  };
  const output = await openOutput(options.output, { clock, log, onFault });
  const ear = options.ear && openEar(options.ear, { clock, incidents });
  if (ear) life.add(() => ear.close());
  return { output: ear ? ear.listenTo(output) : output, ear };
}
