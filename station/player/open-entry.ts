import { mediaOf } from '../../core/playlist/playlist.ts';
import type { HeldEntry } from '../../core/station/play-plan.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { Files } from '../sync/files.ts';
import type { MediaFolder } from '../sync/media-folder.ts';
import { openSound, type Sound } from './sound.ts';

/** Checks an entry's file once more and starts to decode it; `null` where it must come again first. */
export async function openEntry(
  deps: { files: Files; folder: MediaFolder; incidents: Incidents },
  { entry }: HeldEntry,
  fromMs: number,
): Promise<Sound | null> {
  const { files, folder, incidents } = deps;
  const file = mediaOf(entry);
  if (!file || !(await files.verify(file.sha256))) return null;
  return openSound(folder.path(file.sha256), file.fromMs + fromMs, (fault) => {
    const detail = `${entry.key}: ${fault instanceof Error ? fault.message : String(fault)}`;
    void incidents.report({ what: 'media', code: 'decoding_failed', detail });
  });
}
