import { describe, expect, it } from 'vitest';
import { phaseOf, takeTimeOf } from '../../../../core/listening/listening.ts';
import { soundContainerOf } from '../../../../core/listening/sound-container.ts';

const item = { startsAt: 1_000_000_000, durationMs: 120_000 };
const endsAt = item.startsAt + item.durationMs;
const hourMs = 3_600_000;

describe('an item, for somebody who listens', () => {
  it.each([
    ['before its start', item.startsAt - 1, 'ahead'],
    ['from its start on', item.startsAt, 'sounding'],
    ['while a late box may still sound', endsAt + 59_999, 'sounding'],
    ['after that', endsAt + 60_000, 'past'],
    ['for six hours', endsAt + 6 * hourMs - 1, 'past'],
    ['and no longer', endsAt + 6 * hourMs, 'over'],
  ])('%s', (_when, now, phase) => {
    expect(phaseOf(item, now)).toBe(phase);
  });
});

describe('a recording', () => {
  it.each([
    [
      'that ended before the item began',
      { endedAt: item.startsAt - 1, now: item.startsAt },
      'too_early',
    ],
    ['of the item', { endedAt: item.startsAt + 10_000, now: item.startsAt + 11_000 }, 'good'],
    ['of its late end', { endedAt: endsAt + 70_000, now: endsAt + 71_000 }, 'good'],
    ['of what came after it', { endedAt: endsAt + 70_001, now: endsAt + 71_000 }, 'too_late'],
    ['that waited for a line', { endedAt: endsAt, now: endsAt + 900_000 }, 'good'],
    ['that waited too long', { endedAt: endsAt, now: endsAt + 900_001 }, 'too_late'],
  ])('%s', (_what, times, time) => {
    expect(takeTimeOf(item, times)).toBe(time);
  });
});

describe('what phones record into', () => {
  const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  it.each([
    ['WebM', '\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webmB', 'webm'],
    ['Ogg with Opus', `OggS\0\x02${'\0'.repeat(22)}OpusHead`, 'ogg'],
    ['MPEG-4', '\0\0\0\x1cftypM4A ', 'mp4'],
    ['Matroska, which no phone records', '\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska', null],
    ['Ogg with a film', `OggS\0\x02${'\0'.repeat(22)}\x80theora`, null],
    ['a page', '<!doctype html><script>alert(1)</script>', null],
    ['a page that speaks of webm', '<!doctype html>webm OpusHead', null],
    ['a playlist', '#EXTM3U\nfile:///etc/passwd', null],
    ['nothing', '', null],
  ])('knows %s by its first bytes', (_what, text, container) => {
    expect(soundContainerOf(bytes(text))).toBe(container);
  });
});
