import { describe, expect, it } from 'vitest';
import type { Ruling } from '../../../../core/compile/day.ts';
import { airingsOf } from '../../../../core/history/airing.ts';
import { diffAirings } from '../../../../core/history/diff-airings.ts';
import type { Entry } from '../../../../core/playlist/playlist.ts';
import { tuesday } from './an-airing.ts';

function anEntry(index: number, sha256: string, other: Partial<Entry> = {}): Entry {
  return {
    key: `a-${tuesday}/${index}`,
    occurrence: `a-${tuesday}`,
    title: 'Tin',
    startsAt: 1000,
    latestStartAt: 1000,
    durationMs: 1000,
    source: { type: 'media', profiles: { 'mp3-48k': { sha256, bytes: 1, fromMs: 0 } } },
    kind: 'speech',
    volumePercent: null,
    gainDb: 0,
    notAfter: null,
    class: 'normal',
    startMode: 'soft',
    afterInterrupt: 'restart',
    ...other,
  };
}

function aRuling(other: Partial<Ruling> = {}): Ruling {
  return {
    occurrence: `a-${tuesday}`,
    broadcastId: 'a',
    title: 'Mục',
    airs: true,
    reason: 'placed',
    startsAt: 1000,
    soundMs: 2000,
    sessionKey: null,
    part: null,
    recordingId: null,
    beatenBy: null,
    ...other,
  };
}

describe('the airings of a compiled day', () => {
  const before = airingsOf(tuesday, {
    entries: [anEntry(0, 'x'), anEntry(1, 'y')],
    rulings: [aRuling()],
  });

  it('name what sounds, in its order', () => {
    const turned = airingsOf(tuesday, {
      entries: [anEntry(0, 'y'), anEntry(1, 'x')],
      rulings: [aRuling()],
    });
    expect(diffAirings(before, turned).map(({ kind }) => kind)).toEqual(['replaced']);
  });

  it('are the same where only the volume, the freeze or a signature is other', () => {
    const opening = anEntry(0, 'z', { key: 'o/0', occurrence: `session_m-${tuesday}` });
    const later = airingsOf(tuesday, {
      entries: [opening, anEntry(0, 'x', { volumePercent: 50 }), anEntry(1, 'y')],
      rulings: [aRuling({ reason: 'frozen' })],
    });
    expect(later).toEqual(before);
  });

  it('say why where nothing sounds', () => {
    const rulings = [aRuling({ airs: false, reason: 'expired', startsAt: null })];
    expect(airingsOf(tuesday, { entries: [], rulings })).toMatchObject([
      { why: 'expired', startsAt: null, soundMs: 0, sound: '' },
    ]);
  });
});
