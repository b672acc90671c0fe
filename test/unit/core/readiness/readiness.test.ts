import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../core/playlist/playlist.ts';
import type { EndpointKnowledge } from '../../../../core/readiness/readiness.ts';
import { readinessOf } from '../../../../core/readiness/readiness.ts';
import { rollUp } from '../../../../core/readiness/roll-up.ts';
import { isNoteDue, mergeSubjects, subjectsOf } from '../../../../core/readiness/subjects.ts';
import type { Ruling } from '../../../../core/compile/day.ts';

const now = Date.parse('2026-03-10T04:30:00Z');
const minute = 60_000;

function entry(name: string, rest: Partial<Entry> = {}): Entry {
  const startsAt = now + 30 * minute;
  return {
    key: `${name}-2026-03-10/0`,
    occurrence: `${name}-2026-03-10`,
    title: name,
    startsAt,
    latestStartAt: startsAt,
    durationMs: minute,
    source: { type: 'media', profiles: { 'mp3-48k': { sha256: name, bytes: 5000, fromMs: 0 } } },
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
const entries = [entry('a'), entry('b')];

function judge(rest: Partial<EndpointKnowledge> = {}) {
  return readinessOf(
    {
      kind: 'agent',
      isPaired: true,
      isRevoked: false,
      seenAt: now - minute,
      clockTrusted: true,
      hasReported: true,
      playlist: 'P2',
      entries,
      complete: [{ sha256: 'P2', entries }],
      incomplete: [],
      missing: null,
      diskFreeBytes: null,
      isDiskFull: false,
      ...rest,
    },
    now,
  );
}
const short = { complete: [], incomplete: ['P2'] };
const gone = { seenAt: now - 10 * minute };

describe('whether an endpoint will sound what is asked about', () => {
  it.each<[string, Partial<EndpointKnowledge>, string, string]>([
    ['holds playlist and audio', {}, 'ready', 'holds'],
    ['was locked out', { isRevoked: true }, 'not_ready', 'revoked'],
    ['was never paired', { isPaired: false }, 'not_ready', 'not_paired'],
    ['has no playlist', { playlist: null, entries: [] }, 'not_ready', 'not_planned'],
    ['has a playlist without it', { entries: [] }, 'not_ready', 'not_planned'],
    ['has a clock that nobody trusts', { clockTrusted: false }, 'not_ready', 'clock'],
    ['never said what it holds', { hasReported: false }, 'unknown', 'no_word'],
    ['is played by hand', { kind: 'person', isPaired: false }, 'unknown', 'by_hand'],
    ['never said so and is away', { hasReported: false, ...gone }, 'not_ready', 'offline'],
    ['holds all and is out of sight', gone, 'unknown', 'holds_unseen'],
    ['lacks files', short, 'not_ready', 'files_missing'],
    ['lacks files and is away', { ...short, ...gone }, 'not_ready', 'offline'],
    ['holds an older playlist', { complete: [] }, 'not_ready', 'older_playlist'],
    ['said that its disk is full', { ...short, isDiskFull: true }, 'not_ready', 'disk_full'],
  ])('%s', (_, rest, state, reason) => {
    expect(judge(rest)).toMatchObject({ state, reason });
  });

  it('is ready with an older playlist that sounds the same then', () => {
    const older = { sha256: 'P1', entries: [...entries, entry('c')] };
    expect(judge({ complete: [older] }).reason).toBe('holds');
    const other = { sha256: 'P1', entries: [entry('a'), entry('b', { startsAt: now })] };
    expect(judge({ complete: [other] }).reason).toBe('older_playlist');
  });

  it('counts only files of what is asked about, and knows when the disk cannot take them', () => {
    expect(judge({ ...short, missing: ['b', 'x'] })).toEqual({
      state: 'not_ready',
      reason: 'files_missing',
      filesMissing: 1,
    });
    expect(judge({ ...short, missing: ['x'] }).state).toBe('ready');
    expect(judge({ ...short, missing: ['a', 'b'], diskFreeBytes: 9999 }).reason).toBe('disk_full');
    expect(judge({ ...short, missing: ['a', 'b'], diskFreeBytes: 10_000 }).reason).toBe(
      'files_missing',
    );
  });

  it('takes the last word of a receiver, which speaks only when it is pushed to', () => {
    expect(judge({ kind: 'receiver', isPaired: false, ...gone }).state).toBe('ready');
    expect(judge({ kind: 'receiver', isPaired: false, seenAt: null }).state).toBe('unknown');
  });
});

describe('rolling up', () => {
  it('sums from endpoint to village to station, and names the reasons', () => {
    const rows = [
      ['s1', 'v1', 'ready', 'holds'],
      ['s1', 'v1', 'not_ready', 'offline'],
      ['s1', 'v2', 'unknown', 'no_word'],
      ['s2', 'v3', 'not_ready', 'offline'],
    ] as const;
    const rolled = rollUp(
      rows.map(([stationId, areaId, state, reason], index) => ({
        ...{ endpointId: `e${index}`, stationId, areaId, state, reason },
      })),
    );
    expect(rolled).toMatchObject({ ready: 1, notReady: 2, unknown: 1 });
    expect(rolled.reasons).toEqual([
      { reason: 'offline', count: 2 },
      { reason: 'no_word', count: 1 },
    ]);
    expect(rolled.stations[0]).toEqual({
      ...{ stationId: 's1', ready: 1, notReady: 1, unknown: 1 },
      villages: [
        { areaId: 'v1', ready: 1, notReady: 1, unknown: 0 },
        { areaId: 'v2', ready: 0, notReady: 0, unknown: 1 },
      ],
    });
  });
});

describe('what a station sounds on a day', () => {
  const ruling = (name: string, rest: Partial<Ruling>): Ruling => ({
    ...{ occurrence: `${name}-2026-03-10`, broadcastId: name, title: name, airs: true },
    ...{ reason: 'placed', startsAt: now, soundMs: minute, sessionKey: null, part: null },
    ...{ recordingId: null, beatenBy: null, ...rest },
  });
  const morning = {
    ...{ sessionId: 'm', key: 'morning', name: 'Sáng', startsAt: now, latestEnd: now + minute },
    ...{ endsAt: now + minute, parts: [], leftMs: 0 },
  };
  const record = {
    sessions: [morning],
    rulings: [
      ruling('a', { sessionKey: 'morning', startsAt: now + minute }),
      ruling('b', { sessionKey: 'morning', startsAt: now }),
      ruling('c', { sessionKey: 'morning', airs: false }),
      ruling('d', { startsAt: now - minute }),
    ],
  };

  it('is by session with its own opening, and what stands outside of sessions by itself', () => {
    expect(subjectsOf(record, '2026-03-10')).toEqual([
      {
        ...{ key: 'd-2026-03-10', kind: 'occurrence', name: 'd', startsAt: now - minute },
        occurrences: ['d-2026-03-10'],
      },
      {
        ...{ key: 'morning', kind: 'session', name: 'Sáng', startsAt: now },
        occurrences: ['a-2026-03-10', 'm-2026-03-10', 'b-2026-03-10'],
      },
    ]);
  });

  it('is merged where villages hear something else or later', () => {
    const late = subjectsOf(
      { ...record, rulings: [ruling('e', { sessionKey: 'morning', startsAt: now - 5 })] },
      '2026-03-10',
    );
    const [, merged] = mergeSubjects([subjectsOf(record, '2026-03-10'), late]);
    expect(merged).toMatchObject({ key: 'morning', startsAt: now - 5 });
    expect(merged?.occurrences).toContain('e-2026-03-10');
  });

  it('is written down half an hour before, or as soon as it is known of, never afterwards', () => {
    expect(isNoteDue({ startsAt: now + 30 * minute + 1 }, now)).toBe(false);
    expect(isNoteDue({ startsAt: now + 30 * minute }, now)).toBe(true);
    expect(isNoteDue({ startsAt: now + 1 }, now)).toBe(true);
    expect(isNoteDue({ startsAt: now }, now)).toBe(false);
  });
});
