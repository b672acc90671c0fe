import { endOf, filesOf, type Entry, type Playlist } from './playlist.ts';

/** An item for a player that knows no clock: it plays one after another, from now on. */
export interface PlainItem {
  sha256: string;
  title: string;
  startsAt: number;
  durationMs: number;
  /** Where in the file the item begins, or has come to by now. */
  fromMs: number;
}

export interface PlainList {
  items: PlainItem[];
  /** When the next session begins, if it is another than the one listed; `null`: none is held. */
  nextAt: number | null;
}

/** A player may be so much late at the end: its downloads and joins take time. */
const lateMs = 60_000;

/**
 * What a plain player is to sound: what is left of the session that is on, or all of the next one.
 *
 * Such a player begins when it has read the list. So between sessions `now` lists nothing, and what would sound
 * beyond the session's end, were it begun now, is left out: nobody's quiet hours hang on its clock.
 */
export function plainList(
  playlists: readonly Pick<Playlist, 'entries' | 'powered'>[],
  given: { now: number; stopped: ReadonlySet<string>; part: 'now' | 'next' },
): PlainList {
  const { now, stopped, part } = given;
  const spans = playlists.flatMap(({ powered }) => powered).sort((a, b) => a.fromMs - b.fromMs);
  const current = spans.find(({ fromMs, toMs }) => fromMs <= now && now < toMs);
  const next = spans.find(({ fromMs }) => fromMs > now);
  const span = part === 'now' ? current : next;
  const nextAt = next?.fromMs ?? null;
  if (!span) return { items: [], nextAt };
  const entries = playlists
    .flatMap((playlist) => playlist.entries)
    .filter((entry) => span.fromMs <= entry.startsAt && entry.startsAt < span.toMs)
    .filter((entry) => endOf(entry) > now && !stopped.has(entry.occurrence))
    .sort((a, b) => a.startsAt - b.startsAt);
  const items = entries.flatMap((entry) => toItem(entry, now));
  return { items: fitting(items, { begin: Math.max(now, span.fromMs), end: span.toMs }), nextAt };
}

/** None for what has no file, or is no longer valid. */
function toItem(entry: Entry, now: number): PlainItem[] {
  const { title, startsAt, durationMs, notAfter } = entry;
  const [file] = filesOf(entry);
  if (!file || (notAfter !== null && notAfter <= Math.max(now, startsAt))) return [];
  const fromMs = file.fromMs + Math.max(0, now - startsAt);
  return [{ sha256: file.sha256, title, startsAt, durationMs, fromMs }];
}

/** The first ones that are over in time, played whole one after another. */
function fitting(
  items: readonly PlainItem[],
  { begin, end }: { begin: number; end: number },
): PlainItem[] {
  let at = begin;
  const fit: PlainItem[] = [];
  for (const item of items) {
    at += item.durationMs;
    if (at > end + lateMs) break;
    fit.push(item);
  }
  return fit;
}
