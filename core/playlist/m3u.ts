import { Temporal } from 'temporal-polyfill';
import type { PlainList } from './plain-list.ts';

/**
 * A list as extended M3U in UTF-8. Comments of ours say when each item is due, for loops that wait; VLC is told
 * where to begin in an item that is on already.
 */
export function m3uOf(
  list: PlainList,
  given: { name: string; urlOf: (sha256: string) => string },
): string {
  const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(given.name)}`];
  if (list.nextAt !== null) lines.push(`#LOA-NEXT:${instant(list.nextAt)}`);
  for (const { sha256, title, startsAt, durationMs, fromMs } of list.items) {
    lines.push(`#EXTINF:${Math.ceil(durationMs / 1000)},${oneLine(title)}`);
    lines.push(`#LOA-START:${instant(startsAt)}`);
    if (fromMs > 0) lines.push(`#EXTVLCOPT:start-time=${(fromMs / 1000).toFixed(1)}`);
    lines.push(given.urlOf(sha256));
  }
  return `${lines.join('\n')}\n`;
}

/** A title with a line break would bring in lines of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
