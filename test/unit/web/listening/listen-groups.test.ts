import { expect, it } from 'vitest';
import type { ListenEntry } from '../../../../contract/http/listening.ts';
import { heardWords } from '../../../../core/listening/listening.ts';
import { heardWordMark } from '../../../../web/features/as-run/heard-word-mark.ts';
import { listenGroups } from '../../../../web/features/listening/listen-groups.ts';
import { vi } from '../../../../web/i18n/vi.ts';

const minuteMs = 60_000;
const now = 1000 * minuteMs;
const at = (minutes: number): ListenEntry => ({
  ...{ date: '2026-11-30', key: `k${minutes}`, occurrence: 'b-2026-11-30', title: 'Tin' },
  ...{ startsAt: now + minutes * minuteMs, durationMs: 2 * minuteMs },
  ...{ word: null, saidAt: null, recordings: 0 },
});
const minutesOf = (entries: ListenEntry[]) =>
  entries.map(({ startsAt }) => (startsAt - now) / minuteMs);

it('puts what sounds first, then what has just been, then what comes', () => {
  const entries = [-600, -30, -10, -1, 5, 60].map(at);
  const groups = listenGroups(entries, now);
  expect(groups.map(({ phase, entries: some }) => [phase, minutesOf(some)])).toEqual([
    ['sounding', [-1]],
    ['past', [-10, -30]],
    ['ahead', [5, 60]],
    ['over', [-600]],
  ]);
});

it('keeps what is being recorded where it is, though its time is over', () => {
  const entries = [-4, -1].map(at);
  const kept = { ...at(-4), title: 'as it was when the recording began' };
  expect(minutesOf(listenGroups(entries, now, kept)[0]?.entries ?? [])).toEqual([-1, -4]);
  expect(minutesOf(listenGroups(entries, now)[0]?.entries ?? [])).toEqual([-1]);
});

it('takes for sounding what began last, since no two sound at once', () => {
  const groups = listenGroups([-2.5, -0.5].map(at), now);
  expect(groups.map(({ phase, entries }) => [phase, minutesOf(entries)])).toEqual([
    ['sounding', [-0.5]],
    ['past', [-2.5]],
  ]);
});

it('never shows a word as if it were proved', () => {
  for (const word of heardWords) {
    const mark = heardWordMark(word);
    expect(mark.tone).not.toBe('good');
    expect(['said', 'denied']).toContain(mark.shape);
    expect(mark.word).toBe(`listen.reported.${word}`);
  }
  expect(vi.listen.reported.clear).toBe('Tại chỗ: {name} nghe rõ lúc {time}');
});
