import { describe, expect, it } from 'vitest';
import type { Entry, Playlist } from '../../../../core/playlist/playlist.ts';
import type { SyncInput } from '../../../../core/station/sync-plan.ts';
import { planSync } from '../../../../core/station/sync-plan.ts';

const now = Date.parse('2026-03-10T05:00:00Z');
const hour = 3_600_000;

function entry(file: string, startsAt: number, rest: Partial<Entry> = {}): Entry {
  return {
    key: `${file}-2026-03-10/0`,
    occurrence: `${file}-2026-03-10`,
    title: file,
    startsAt,
    latestStartAt: startsAt,
    durationMs: 60_000,
    source: { type: 'media', profiles: { 'mp3-48k': { sha256: file, bytes: 10, fromMs: 0 } } },
    kind: 'speech',
    volumePercent: null,
    gainDb: 0,
    notAfter: null,
    class: 'normal',
    startMode: 'hard',
    afterInterrupt: 'restart',
    ...rest,
  };
}

function inForce(sha256: string, ...entries: Entry[]) {
  const playlist: Playlist = {
    ...{ v: 1, date: '2026-03-10', zone: 'UTC' },
    entries,
    powered: [],
  };
  return { sha256, playlist };
}

function plan(rest: Partial<SyncInput>) {
  return planSync({
    target: { keys: 'K', settings: 'S', days: [{ date: '2026-03-10', playlist: 'P' }] },
    objects: new Set(['K', 'S', 'P']),
    settings: 'S',
    inForce: [],
    files: new Map(),
    nowMs: now,
    today: '2026-03-10',
    ...rest,
  });
}

describe('sync plan', () => {
  it('does nothing before the first head, and nothing when all is held', () => {
    expect(plan({ target: null, objects: new Set(['x']) })).toEqual([]);
    const files = new Map([['a', { state: 'held' as const, lastDate: '2026-03-10' }]]);
    expect(plan({ inForce: [inForce('P', entry('a', now + hour))], files })).toEqual([]);
  });

  it('fetches keys and settings, then playlists by day, each once', () => {
    const days = [
      { date: '2026-03-11', playlist: 'B' },
      { date: '2026-03-10', playlist: 'A' },
      { date: '2026-03-12', playlist: 'B' },
    ];
    const steps = plan({ target: { keys: 'K', settings: 'S', days }, objects: new Set() });
    expect(steps.map(({ sha256 }) => sha256)).toEqual(['K', 'S', 'A', 'B']);
  });

  it('fetches what sounds first first, each file once, and nothing that is over', () => {
    const today = [
      entry('past', now - hour),
      entry('late', now + 2 * hour),
      entry('soon', now + hour),
      entry('late', now + 3 * hour),
    ];
    const steps = plan({ inForce: [inForce('P', ...today)] });
    expect(steps).toEqual([
      { do: 'fetch_file', sha256: 'soon', bytes: 10 },
      { do: 'fetch_file', sha256: 'late', bytes: 10 },
    ]);
  });

  it('still fetches what has begun, and a soft one until it can no longer start', () => {
    const begun = entry('begun', now - 30_000);
    const soft = entry('soft', now - hour, { startMode: 'soft', latestStartAt: now + 1 });
    const steps = plan({ inForce: [inForce('P', begun, soft)] });
    expect(steps.map(({ sha256 }) => sha256)).toEqual(['soft', 'begun']);
  });

  it('hashes what it finds after a start before it trusts it', () => {
    const files = new Map([['a', { state: 'unverified' as const, lastDate: null }]]);
    const steps = plan({ inForce: [inForce('P', entry('a', now + hour))], files });
    expect(steps).toEqual([{ do: 'verify_file', sha256: 'a', bytes: 10 }]);
  });

  it('removes files after the last day that named them, and objects that nothing names', () => {
    const file = (lastDate: string | null) => ({ state: 'held' as const, lastDate });
    const files = new Map([
      ['yesterday', file('2026-03-09')],
      ['older', file('2026-03-08')],
      ['stray', file(null)],
      ['named', file('2026-03-01')],
    ]);
    const steps = plan({
      files,
      inForce: [inForce('P', entry('named', now + hour))],
      objects: new Set(['K', 'S', 'P', 'old']),
    });
    expect(steps).toEqual([
      { do: 'remove_object', sha256: 'old' },
      { do: 'remove_file', sha256: 'older' },
      { do: 'remove_file', sha256: 'stray' },
    ]);
  });

  it('removes nothing while the clock is not trusted', () => {
    const files = new Map([['older', { state: 'held' as const, lastDate: '2020-01-01' }]]);
    expect(plan({ files, objects: new Set(['K', 'S', 'P', 'old']), today: null })).toEqual([]);
  });

  it('keeps an older playlist and older settings that are in force until the new are here', () => {
    const steps = plan({
      target: { keys: 'K', settings: 'S2', days: [{ date: '2026-03-10', playlist: 'P2' }] },
      inForce: [inForce('P', entry('a', now - hour))],
    });
    expect(steps).toEqual([
      { do: 'fetch_object', kind: 'settings', sha256: 'S2' },
      { do: 'fetch_object', kind: 'playlist', sha256: 'P2' },
    ]);
  });
});
