import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  incidentsInFile,
  playsFileName,
  playsInFile,
  type PlaysFileBody,
} from '../../contract/station/bundle.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Signer } from '../../runtime/crypto.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { StationStore } from '../store/open-store.ts';

/** As much of a status as a file of plays says. */
export type CarriedStatus = Pick<
  PlaysFileBody,
  'clockTrusted' | 'headSequence' | 'complete' | 'incomplete' | 'version' | 'diskFreeBytes'
>;

export interface WriteDeps {
  db: StationStore;
  incidents: Incidents;
  endpointId: string;
  signer: Signer;
  now: () => number;
  describe: () => Promise<CarriedStatus>;
}

/** Everything that the server has not confirmed, apart from when it is said. */
export async function playsFile(deps: WriteDeps): Promise<Omit<PlaysFileBody, 'madeAt'>> {
  const { db, incidents, endpointId } = deps;
  const due = db.selectFrom('play').select('record').where('state', '=', 'due');
  const rows = await due.orderBy('sequence').limit(playsInFile).execute();
  return {
    v: 1,
    playsOf: endpointId,
    ...(await deps.describe()),
    incidents: await incidents.waiting(incidentsInFile),
    plays: rows.map(({ record }) => JSON.parse(record) as unknown),
  };
}

/**
 * Writes a file of plays, signed so that nobody on the way can change it, whole or not at all.
 * @throws an error of the file system
 */
export async function writePlaysFile(
  { endpointId, signer, now }: WriteDeps,
  folder: string,
  content: Omit<PlaysFileBody, 'madeAt'>,
): Promise<void> {
  const body = { ...content, madeAt: Math.max(0, Math.floor(now())) };
  const signature = signer.sign(canonicalJson(body));
  const target = join(folder, playsFileName(endpointId));
  const part = `${target}.part`;
  // A link that lies there is never followed.
  await rm(part, { force: true });
  const handle = await open(part, 'wx', 0o644);
  try {
    await handle.writeFile(canonicalJson({ ...body, signature }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, target);
}
