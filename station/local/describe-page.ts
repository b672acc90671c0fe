import { statfs } from 'node:fs/promises';
import { filesOf } from '../../core/playlist/playlist.ts';
import { localDateOf, localTimeOf } from '../../core/time/zoned.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { Player } from '../player/player.ts';
import type { StationStore } from '../store/open-store.ts';
import type { Files } from '../sync/files.ts';
import type { Timetable } from '../timetable/timetable.ts';
import type { PageState } from './page-html.ts';
import { readToday } from './today.ts';

export interface PageSources {
  db: StationStore;
  air: AirClock;
  timetable: Timetable;
  files: Files;
  player: Player;
  /** When the server last answered. */
  contactedAt: () => number | null;
  dataFolder: string;
  output: string;
}

/** Gathers what the page shows. */
export async function describePage(sources: PageSources): Promise<PageState> {
  const { db, air, timetable, files, player, contactedAt } = sources;
  const settings = timetable.settings();
  const zone = settings?.zone ?? 'UTC';
  const now = air.now();
  const playing = player.playing()?.held ?? null;
  const entries = timetable.entries();
  const contact = contactedAt();
  const today = await readToday(db, { entries, playing, now, zone });
  return {
    stationName: settings?.stationName ?? '–',
    endpointName: settings?.endpointName ?? '–',
    time: `${localTimeOf(now, zone)} ${inDays(localDateOf(now, zone))}`,
    isClockTrusted: air.isTrusted(),
    contactedAt:
      contact === null
        ? null
        : `${localTimeOf(contact, zone)} ${inDays(localDateOf(contact, zone))}`,
    heldUntil: inDays(timetable.inForce().at(-1)?.date ?? null),
    missingFiles: missingOf(entries, { files, now }),
    diskFreeBytes: await freeBytes(sources.dataFolder),
    output: sources.output,
    playing: playing?.entry.title ?? null,
    volumePercent: player.volumePercent(),
    today,
  };
}

function missingOf(
  entries: ReturnType<Timetable['entries']>,
  { files, now }: { files: Files; now: number },
): number {
  const named = entries
    .filter(({ entry }) => entry.startsAt > now)
    .flatMap(({ entry }) => filesOf(entry).map(({ sha256 }) => sha256));
  return [...new Set(named)].filter((sha256) => files.all().get(sha256)?.state !== 'held').length;
}

/** As dates are written in Vietnam. */
function inDays(date: string): string;
function inDays(date: string | null): string | null;
function inDays(date: string | null): string | null {
  return date && date.split('-').reverse().join('/');
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
