import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../core/playlist/playlist.ts';
import { dayCache } from '../../../../core/readiness/cache-day.ts';
import type { EndpointKnowledge } from '../../../../core/readiness/readiness.ts';

const now = Date.parse('2026-03-10T04:30:00Z');
const minute = 60_000;

function entry(nth: number, file: string): Entry {
  const startsAt = now + nth * minute;
  return {
    ...{ key: `b-2026-03-10/${nth}`, occurrence: 'b-2026-03-10', title: `Mục ${nth}`, startsAt },
    ...{ latestStartAt: startsAt, durationMs: minute, kind: 'speech', volumePercent: null },
    source: { type: 'media', profiles: { 'mp3-48k': { sha256: file, bytes: 5000, fromMs: 0 } } },
    ...{ gainDb: 0, notAfter: null, class: 'normal', startMode: 'hard' },
    afterInterrupt: 'restart',
  };
}
/** The last one is heard twice. */
const entries = [entry(1, 'a'), entry(2, 'b'), entry(3, 'b')];

const cache = (rest: Partial<EndpointKnowledge>) =>
  dayCache(
    {
      ...{ kind: 'agent', isPaired: true, isRevoked: false, seenAt: now, clockTrusted: true },
      ...{ hasReported: true, playlist: 'P', entries, complete: [], incomplete: ['P'] },
      ...{ missing: [], diskFreeBytes: null, isDiskFull: false },
      ...rest,
    },
    now,
  );

describe('what an endpoint holds of a day', () => {
  it('counts each file once', () => {
    expect(cache({})).toMatchObject({ entries: 3, files: 2, bytes: 10_000 });
  });

  it('is all of it, or names what is missing', () => {
    const complete = [{ sha256: 'P', entries }];
    expect(cache({ complete })).toMatchObject({ state: 'ready', filesMissing: 0, missing: [] });
    expect(cache({ missing: ['b', 'of another day'] })).toMatchObject({
      ...{ state: 'not_ready', reason: 'files_missing', filesMissing: 1 },
      missing: [{ title: 'Mục 2' }, { title: 'Mục 3' }],
    });
  });

  it('is not known where it does not name what it lacks', () => {
    expect(cache({ missing: null })).toMatchObject({ filesMissing: null, missing: [] });
  });
});
