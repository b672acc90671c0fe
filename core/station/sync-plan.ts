import type { Playlist } from '../playlist/playlist.ts';
import { endOf, filesOf } from '../playlist/playlist.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import { fitDisk } from './fit-disk.ts';
import type { HeldFile, NeededFile } from './held-file.ts';

export interface SyncInput {
  /** What the newest head names; `null` before the first. */
  target: {
    keys: string;
    settings: string;
    days: readonly { date: LocalDate; playlist: string }[];
  } | null;
  /** Hashes of the objects on disk. */
  objects: ReadonlySet<string>;
  /** Hash of the settings in force: older than the target's until those are here. */
  settings: string | null;
  /** Playlists in force, with their hashes. */
  inForce: readonly { sha256: string; playlist: Playlist }[];
  files: ReadonlyMap<string, HeldFile>;
  nowMs: EpochMs;
  /** `null` while the clock is not trusted: nothing is removed then. */
  today: LocalDate | null;
  /** How much audio may lie on the disk; `null`: as much as there is room for. */
  limitBytes?: number | null;
}

export type ObjectKind = 'keys' | 'settings' | 'playlist';

export type SyncStep =
  | { do: 'fetch_object'; kind: ObjectKind; sha256: string }
  | { do: 'verify_file'; sha256: string; bytes: number }
  | { do: 'fetch_file'; sha256: string; bytes: number }
  | { do: 'remove_object'; sha256: string }
  | { do: 'remove_file'; sha256: string };

/** What to do, in order, so that the disk holds what the head names: what sounds first comes first. */
export function planSync(input: SyncInput): SyncStep[] {
  const needed = neededFiles(input.inForce, input.nowMs);
  const { fitting, evicted } = fitDisk(needed, input);
  return [
    ...objectSteps(input),
    ...evicted.map((sha256) => ({ do: 'remove_file' as const, sha256 })),
    ...fitting.flatMap(({ sha256, bytes }) => stepFor(sha256, bytes, input.files)),
    ...removals(input),
  ];
}

/** Files that still sound, earliest first, each once. */
export function neededFiles(inForce: SyncInput['inForce'], nowMs: EpochMs): NeededFile[] {
  const needed = new Map<string, NeededFile>();
  for (const { playlist } of inForce)
    for (const entry of playlist.entries) {
      if (Math.max(endOf(entry), entry.latestStartAt + entry.durationMs) <= nowMs) continue;
      for (const { sha256, bytes } of filesOf(entry)) {
        const known = needed.get(sha256);
        if (known && known.neededAt <= entry.startsAt) continue;
        needed.set(sha256, { sha256, bytes, neededAt: entry.startsAt });
      }
    }
  return [...needed.values()].sort((a, b) => a.neededAt - b.neededAt);
}

function objectSteps({ target, objects }: SyncInput): SyncStep[] {
  if (!target) return [];
  const wanted: { kind: ObjectKind; sha256: string }[] = [
    { kind: 'keys', sha256: target.keys },
    { kind: 'settings', sha256: target.settings },
    ...[...target.days]
      .sort((a, b) => (a.date < b.date ? -1 : 1))
      .map(({ playlist }) => ({ kind: 'playlist' as const, sha256: playlist })),
  ];
  const steps = new Map<string, SyncStep>();
  for (const { kind, sha256 } of wanted)
    if (!objects.has(sha256)) steps.set(sha256, { do: 'fetch_object', kind, sha256 });
  return [...steps.values()];
}

function stepFor(sha256: string, bytes: number, files: SyncInput['files']): SyncStep[] {
  const state = files.get(sha256)?.state;
  switch (state) {
    case 'held':
      return [];
    case 'unverified':
      return [{ do: 'verify_file', sha256, bytes }];
    case undefined:
      return [{ do: 'fetch_file', sha256, bytes }];
  }
}

/** What nothing names any more, once its day has passed: an edit may bring it back until then. */
function removals({ target, objects, settings, inForce, files, today }: SyncInput): SyncStep[] {
  if (!target || today === null) return [];
  const named = new Set<string>([target.keys, target.settings, settings ?? '']);
  for (const day of target.days) named.add(day.playlist);
  const sounding = new Set<string>();
  for (const { sha256, playlist } of inForce) {
    named.add(sha256);
    for (const entry of playlist.entries)
      for (const file of filesOf(entry)) sounding.add(file.sha256);
  }
  const yesterday = addDays(today, -1);
  const steps: SyncStep[] = [];
  for (const sha256 of objects) if (!named.has(sha256)) steps.push({ do: 'remove_object', sha256 });
  for (const [sha256, { lastDate }] of files)
    if (!sounding.has(sha256) && (lastDate === null || lastDate < yesterday))
      steps.push({ do: 'remove_file', sha256 });
  return steps;
}
