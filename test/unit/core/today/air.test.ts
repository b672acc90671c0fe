import { describe, expect, it } from 'vitest';
import type { OccurrenceAnswer } from '../../../../contract/http/occurrences.ts';
import { airsOf, goesOnAt, stationIdsOf, titlesOf } from '../../../../core/today/air.ts';

const now = Date.UTC(2025, 10, 23, 22, 0, 0);

function occurrence(rest: Partial<OccurrenceAnswer>): OccurrenceAnswer {
  return {
    id: 'b1-2025-11-24',
    broadcastId: 'b1',
    title: 'Tin xã',
    programmeId: null,
    class: 'normal',
    ownerAreaId: 'a1',
    stationId: 's1',
    stationName: 'Hải Hậu',
    date: '2025-11-24',
    sessionKey: 'morning',
    part: 'own',
    airs: true,
    reason: 'placed',
    startsAt: now + 60_000,
    durationMs: 30_000,
    endpointCount: 1,
    stoppedCount: 0,
    stopped: false,
    beatenBy: null,
    ...rest,
  };
}

describe('what sounds next', () => {
  it('takes a session as one, with its stations and titles in order of start', () => {
    const { next } = airsOf(
      [
        occurrence({ title: 'B', broadcastId: 'b2', startsAt: now + 90_000 }),
        occurrence({ title: 'A' }),
        occurrence({ title: 'A', stationId: 's2' }),
      ],
      now,
    );
    expect(next && titlesOf(next)).toEqual(['A', 'B']);
    expect(next && stationIdsOf(next)).toEqual(['s1', 's2']);
    expect(next).toMatchObject({ startsAt: now + 60_000, endsAt: now + 120_000 });
  });

  it('passes over what does not air and what was stopped', () => {
    const all = [
      occurrence({ airs: false, reason: 'quiet_hours', startsAt: null }),
      occurrence({ stopped: true }),
      occurrence({ broadcastId: 'b3', sessionKey: null, startsAt: now + 300_000 }),
    ];
    expect(airsOf(all, now).next?.startsAt).toBe(now + 300_000);
  });

  it('tells what plays now from what comes next', () => {
    const { playing, next } = airsOf(
      [
        occurrence({ startsAt: now - 10_000 }),
        occurrence({ sessionKey: 'noon', startsAt: now + 3_600_000 }),
      ],
      now,
    );
    expect(playing?.sessionKey).toBe('morning');
    expect(next?.sessionKey).toBe('noon');
  });

  it('stays with a session in whose middle nothing sounds, until all of it has begun', () => {
    const all = [
      occurrence({ startsAt: now - 60_000 }),
      occurrence({ id: 'b2-2025-11-24', startsAt: now + 240_000 }),
      occurrence({ sessionKey: 'noon', startsAt: now + 3_600_000 }),
    ];
    const { playing, next } = airsOf(all, now);
    expect(playing).toBeNull();
    expect(next).toMatchObject({ sessionKey: 'morning', startsAt: now - 60_000 });
    expect(next && goesOnAt(next, now)).toBe(now + 240_000);
    expect(airsOf(all, now + 300_000).next?.sessionKey).toBe('noon');
  });

  it('takes each time of a broadcast outside of sessions by itself', () => {
    const loose = { sessionKey: null, part: null } as const;
    const all = [
      occurrence({ ...loose, startsAt: now + 60_000 }),
      occurrence({ ...loose, id: 'b1-2025-11-24-s2', startsAt: now + 3_600_000 }),
    ];
    expect(airsOf(all, now).next).toMatchObject({ endsAt: now + 90_000 });
  });

  it('says nothing where nothing is due', () => {
    expect(airsOf([], now)).toEqual({ playing: null, next: null });
  });
});
