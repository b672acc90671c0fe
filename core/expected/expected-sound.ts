import { endOf, filesOf, mediaOf, type Entry } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';

/** How an entry comes to the loudspeaker: a file that it holds, a stream that it carries, or a socket of its own. */
export const soundWays = ['file', 'relay', 'input'] as const;

/** What is to sound by the playlist in force, as a browser can play it. */
export interface ExpectedEntry {
  key: string;
  title: string;
  way: (typeof soundWays)[number];
  startsAt: EpochMs;
  /** When it is over, or no longer valid. */
  endsAt: EpochMs;
  /** The file that the loudspeaker plays; of a relay, what sounds where the stream does not. */
  file: { sha256: string; fromMs: number } | null;
  /** Whence a relay comes: the host of its stream. */
  relayFrom: string | null;
}

/**
 * What sounds at an instant and what follows, by playlists of some days without what was stopped. Where two claim
 * the same instant, the later one does: it is what cut in.
 */
export function expectedSound(
  entries: readonly Entry[],
  { now, stopped, most }: { now: EpochMs; stopped: ReadonlySet<string>; most: number },
): { now: ExpectedEntry | null; next: ExpectedEntry[] } {
  const left = entries
    .filter(({ occurrence }) => !stopped.has(occurrence))
    .map(toExpected)
    .filter(({ startsAt, endsAt }) => endsAt > Math.max(now, startsAt))
    .sort((a, b) => a.startsAt - b.startsAt);
  const current = left.findLast(({ startsAt }) => startsAt <= now) ?? null;
  return { now: current, next: left.filter(({ startsAt }) => startsAt > now).slice(0, most) };
}

function toExpected(entry: Entry): ExpectedEntry {
  const { key, title, startsAt, notAfter, source } = entry;
  const file = mediaOf(entry) ?? filesOf(entry)[0] ?? null;
  return {
    ...{ key, title, startsAt, endsAt: Math.min(endOf(entry), notAfter ?? Infinity) },
    way: source.type === 'media' ? 'file' : source.type,
    file: file && { sha256: file.sha256, fromMs: file.fromMs },
    relayFrom: source.type === 'relay' ? new URL(source.url).host : null,
  };
}
