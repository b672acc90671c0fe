import type { Entry, Playlist } from '../playlist/playlist.ts';
import { endOf } from '../playlist/playlist.ts';
import type { HeldSession } from './held-session.ts';

/** Outside sessions, in ms: amplifiers need 1–3 s to warm up. */
const leadInMs = 3000;
const tailMs = 1000;

/** When amplifiers are on: around each sound, and through the short gaps of a session. */
export function poweredIn(
  entries: readonly Entry[],
  sessions: readonly HeldSession[],
): Playlist['powered'] {
  const powered: Playlist['powered'] = [];
  for (const entry of entries) {
    const held = sessions.find(
      ({ startMs, latestEndMs }) => startMs <= entry.startsAt && entry.startsAt < latestEndMs,
    );
    const fromMs = entry.startsAt - (held?.session.leadInMs ?? leadInMs);
    const toMs = endOf(entry) + (held?.session.tailMs ?? tailMs);
    const last = powered.at(-1);
    const lastSounds = last !== undefined && held !== undefined && last.toMs >= held.startMs;
    if (last && (fromMs <= last.toMs || (lastSounds && fromMs - last.toMs < restMs)))
      last.toMs = Math.max(last.toMs, toMs);
    else powered.push({ fromMs, toMs });
  }
  return powered;
}

/** An amplifier is not switched off for less, inside a session. */
const restMs = 60_000;
