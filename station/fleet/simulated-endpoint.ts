import type { PlayRecord } from '../../contract/station/exchange.ts';
import { playlistObject, playlistOf } from '../../contract/station/objects.ts';
import { mediaOf, type Entry, type Playlist } from '../../core/playlist/playlist.ts';
import { slotOf } from '../../core/station/held-entry.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { newId } from '../../runtime/id.ts';
import { judgeNews, readHead } from '../head/verify-head.ts';
import type { Member } from './credentials.ts';
import type { FleetDeps } from './fleet-deps.ts';

/** What an endpoint has on disk: it outlives power cuts. */
export interface Held {
  member: Member;
  head: { sequence: number; bytes: Buffer } | null;
  /** Hash of the playlist of each day. */
  days: ReadonlyMap<string, string>;
  /** Files that came whole. */
  files: Set<string>;
  /** Slots of which nothing more is to be done. */
  done: Set<string>;
  /** Records that the server has not accepted yet. */
  due: PlayRecord[];
  playSequence: number;
}

export function newHeld(member: Member): Held {
  return {
    ...{ member, head: null, days: new Map(), files: new Set() },
    ...{ done: new Set(), due: [], playSequence: 0 },
  };
}

/** Takes a head as the agent does; what is not right is counted and left. */
export function takeHead(held: Held, bytes: Buffer, { tally, clock }: FleetDeps): boolean {
  if (held.head?.bytes.equals(bytes)) return true;
  const read = readHead(bytes, held.member.keys, held.member.endpointId);
  const verdict = read.ok ? judgeNews(read.head, bytes, held.head, clock.now()) : read;
  if (!verdict.ok) {
    tally.wrong(`head refused: ${verdict.code}`);
    return false;
  }
  held.head = { sequence: verdict.head.sequence, bytes };
  held.days = new Map(verdict.head.days.map(({ date, playlist }) => [date, playlist]));
  tally.count('heads accepted');
  return true;
}

/** Takes a playlist that a head names; the same serves every endpoint of the fleet that hears the same. */
export function takePlaylist(hash: string, bytes: Buffer, { tally, playlists }: FleetDeps): void {
  const value: unknown = sha256(bytes) === hash ? JSON.parse(bytes.toString('utf8')) : null;
  if (!playlistObject.safeParse(value).success) tally.wrong(`${hash} is not a playlist`);
  else playlists.set(hash, playlistOf(value));
}

/** What sounds next, or sounds since the time given; `null` for nothing within what is held. */
export function nextEntry(
  held: Held,
  playlists: ReadonlyMap<string, Playlist>,
  sinceMs: number,
): { entry: Entry; playlist: string } | null {
  let next: { entry: Entry; playlist: string } | null = null;
  for (const playlist of held.days.values())
    for (const entry of playlists.get(playlist)?.entries ?? [])
      if (entry.startsAt >= sinceMs && !held.done.has(slotOf(entry)))
        if (!next || entry.startsAt < next.entry.startsAt) next = { entry, playlist };
  return next;
}

/** Writes down what sounded, as the agent would. */
export function record(
  held: Held,
  { entry, playlist }: { entry: Entry; playlist: string },
  end: { at: number; reason: 'completed' | 'power_loss' },
  { clock, tally }: FleetDeps,
): void {
  held.done.add(slotOf(entry));
  held.playSequence += 1;
  const heardMs = Math.min(entry.durationMs, Math.max(0, Math.round(end.at - entry.startsAt)));
  tally.count('plays made');
  held.due.push({
    ...{ playId: newId(clock), sequence: held.playSequence, key: entry.key, playlist },
    ...{ occurrence: entry.occurrence, title: entry.title, durationMs: entry.durationMs },
    ...{ media: mediaOf(entry)?.sha256 ?? null, dueAt: entry.startsAt, heardMs },
    ...{ startedAt: entry.startsAt, endedAt: entry.startsAt + heardMs },
    ...{ reason: end.reason, clockTrusted: true, ear: null },
  });
}
