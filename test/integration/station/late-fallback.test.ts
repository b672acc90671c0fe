import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { sha256 } from '../../../runtime/crypto.ts';
import { createLogger } from '../../../runtime/log.ts';
import { framesPerMs } from '../../../station/output/output.ts';
import { openEntry } from '../../../station/player/open-entry.ts';
import { createIncidents } from '../../../station/proof/incidents.ts';
import { openStore } from '../../../station/store/open-store.ts';
import { fetchMedia } from '../../../station/sync/fetch-media.ts';
import { openFiles } from '../../../station/sync/files.ts';
import { openMediaFolder } from '../../../station/sync/media-folder.ts';
import { entryOf } from '../../support/bulletin.ts';
import { makeSound } from '../../support/sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const clock = systemClock();
const log = createLogger({ name: 'test', level: 'silent' });
const block = 20 * framesPerMs;

it('a relay that was made ready before its fallback came still falls back on it', async () => {
  const data = await tempFolder();
  const db = await openStore(data);
  onTestFinished(() => db.destroy());
  const incidents = createIncidents({ db, clock, now: clock.now, log, onNew: () => {} });
  const folder = await openMediaFolder(join(data, 'media'), clock.now());
  const files = await openFiles({ db, folder, incidents, onSpoilt: () => {} });
  const made = await makeSound(join(await tempFolder(), 'tone.mp3'), 'sine=f=900:d=5:r=24000');
  const bytes = await readFile(made);
  const file = { sha256: sha256(bytes), bytes: bytes.length, fromMs: 0 };
  const entry = entryOf({ ...file, durationMs: 60_000 }, clock.now(), {
    kind: 'relay',
    // Nobody is there.
    source: {
      ...{ type: 'relay', url: 'http://127.0.0.1:9/live.mp3', delayMs: 0 },
      fallback: { 'mp3-48k': file },
    },
  });
  const sound = await openEntry(
    { files, folder, incidents, isAllowed: () => true, inputs: new Map(), clock },
    { entry, playlist: 'p'.repeat(43), heldSince: 0 },
    0,
  );
  onTestFinished(() => sound?.close());
  const take = () => sound?.take(block) ?? new Int16Array(0);
  // Ten seconds of air, which a player asks for in its own time.
  for (let ms = 20; ms < 10_000; ms += 20) expect(take().some(Boolean)).toBe(false);
  const chunks = async function* () {
    yield bytes;
  };
  const link = { media: async () => ({ fromByte: 0, chunks: chunks() }) };
  expect(await fetchMedia({ link, folder }, file, new AbortController().signal)).toBe(true);
  files.arrived(file.sha256, file.bytes);
  await expect.poll(() => take().some(Boolean), { timeout: 10_000, interval: 20 }).toBe(true);
  // That it was not there yet is no damage.
  const told = await incidents.waiting(10);
  expect(told.map(({ code }) => code)).not.toContain('hash_mismatch');
});
