import { describe, expect, it } from 'vitest';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import {
  holdsMark,
  linkMarks,
  presenceMark,
} from '../../../web/features/endpoints/endpoint-marks.ts';
import { countReadiness, inService, readinessOf } from '../../../core/today/standing.ts';
import { endpointTroubles } from '../../../core/today/troubles.ts';

function endpoint(rest: Partial<EndpointAnswer> = {}): EndpointAnswer {
  return {
    id: 'e1',
    stationId: 's1',
    stationName: 'Hải Hậu',
    name: 'Xóm 4',
    kind: 'agent',
    position: null,
    areaId: 'a1',
    pushUrl: null,
    pairedAt: 1,
    revokedAt: null,
    silencingUntil: null,
    silencedAt: null,
    quarantinedAt: null,
    insecureHttp: false,
    stale: false,
    lastSeenAt: 1,
    presence: 'online',
    today: { playlist: 'x'.repeat(43), entries: 2, holds: 'yes' },
    clockOffsetMs: 10,
    clockTrusted: true,
    plannedUntil: '2026-12-06',
    version: '0.1.0',
    playing: null,
    openIncidents: 0,
    health: {
      ...{ volumePercent: null, power: null, batteryPercent: null, diskFreeBytes: null },
      ...{
        servedBytes: 0,
        usedBytes: null,
        heldDays: 7,
        unheard: null,
        unheardBy: null,
        snooze: null,
      },
    },
    ...rest,
  };
}
const today = (holds: 'yes' | 'no' | 'unknown') => ({ ...endpoint().today, holds });

const troublesOn = (date: string, all: EndpointAnswer[], coming: string[] = []) =>
  endpointTroubles(all, {
    today: date,
    coming: new Map(
      all.filter(({ id }) => coming.includes(id)).map((one) => [one.id, readinessOf(one)] as const),
    ),
  });

it('counts a loudspeaker among the troubles whose microphone heard nothing', () => {
  const unheard = { at: 5, title: 'Bản tin' };
  const dead = endpoint({ health: { ...endpoint().health, unheard } });
  expect(troublesOn('2026-11-30', [endpoint(), dead])).toMatchObject([
    { reason: 'unheard', isKnown: true, endpoints: [dead] },
  ]);
});

it('counts a loudspeaker among the troubles that people on the spot do not hear', () => {
  const unheardBy = { at: 5, title: 'Bản tin', by: 'Bà Tư' };
  const dead = endpoint({ health: { ...endpoint().health, unheardBy } });
  expect(troublesOn('2026-11-30', [endpoint(), dead])).toMatchObject([
    { reason: 'unheard_by', isKnown: true, endpoints: [dead] },
  ]);
});

describe('whether a loudspeaker will sound', () => {
  it.each([
    ['holds all and is there', {}, 'ready', 'holds'],
    ['holds all but is out of sight', { presence: 'offline' }, 'unknown', 'holds_unseen'],
    ['says nothing of what it holds', { today: today('unknown') }, 'unknown', 'no_word'],
    ['lacks a file', { today: today('no') }, 'not_ready', 'incomplete'],
    [
      'is away without its audio',
      { today: today('no'), presence: 'offline' },
      'not_ready',
      'offline',
    ],
    ['has an untrusted clock', { clockTrusted: false }, 'not_ready', 'clock'],
    ['was never paired', { pairedAt: null }, 'not_ready', 'not_paired'],
    ['is played by hand', { kind: 'person', pairedAt: null }, 'unknown', 'by_hand'],
  ] as const)('%s', (_, rest, readiness, reason) => {
    expect(readinessOf(endpoint(rest))).toEqual({ readiness, reason });
  });

  it('is green only where it is known to be good', () => {
    expect(presenceMark(endpoint({ presence: 'unknown' })).tone).toBe('idle');
    expect(holdsMark(endpoint({ today: today('unknown') })).tone).toBe('idle');
    expect(presenceMark(endpoint({ revokedAt: 5 })).word).toBe('presence.revoked');
    const silencing = endpoint({ revokedAt: 5, silencingUntil: 9 });
    expect(presenceMark(silencing)).toMatchObject({ word: 'presence.silencing', tone: 'warn' });
    const silenced = endpoint({ revokedAt: 5, silencedAt: 9 });
    expect(presenceMark(silenced).word).toBe('presence.silenced');
    expect(presenceMark(endpoint({ quarantinedAt: 5 })).word).toBe('presence.quarantined');
    expect(linkMarks(endpoint({ insecureHttp: true, stale: true }))).toMatchObject([
      { word: 'link.insecureHttp', tone: 'bad' },
      { word: 'link.stale', tone: 'bad' },
    ]);
  });

  it('counts those in service only', () => {
    const all = [endpoint(), endpoint({ revokedAt: 5 }), endpoint({ today: today('no') })];
    expect(countReadiness(inService(all))).toEqual({ ready: 1, not_ready: 1, unknown: 0 });
  });

  it('names known troubles before what is merely unknown', () => {
    const all = [
      endpoint(),
      endpoint({ today: today('unknown') }),
      endpoint({ today: today('unknown') }),
      endpoint({ pairedAt: null }),
      // Not a trouble: whoever plays it says so afterwards.
      endpoint({ kind: 'person', pairedAt: null }),
    ];
    const troubles = troublesOn('2026-11-29', all);
    expect(troubles.map(({ reason, endpoints }) => [reason, endpoints.length])).toEqual([
      ['not_paired', 1],
      ['no_word', 2],
    ]);
  });

  it('names whoever is not ready for the coming air first, once and by station', () => {
    const unheard = { at: 5, title: 'Bản tin' };
    const away = { presence: 'offline', today: today('no') } as const;
    const healthy = endpoint().health;
    const all = [
      endpoint({ pairedAt: null, stationId: 's3' }),
      endpoint({ id: 'e2', today: today('unknown'), stationId: 's1' }),
      endpoint({ ...{ id: 'e3', stationId: 's2', ...away }, health: { ...healthy, unheard } }),
      endpoint({ id: 'e4', ...away, stationId: 's1' }),
      endpoint({ id: 'e5', ...away, stationId: 's1' }),
      // Of the same station, but what comes is not for its village.
      endpoint({ id: 'e6', ...away, stationId: 's1' }),
      endpoint({ id: 'e7', stationId: 's1', health: { ...healthy, unheard } }),
    ];
    const troubles = troublesOn('2026-11-29', all, ['e2', 'e3', 'e4', 'e5', 'e7']);
    expect(troubles.map((one) => [one.reason, one.stationId, one.endpoints.length])).toEqual([
      ['offline', 's1', 2],
      ['offline', 's2', 1],
      ['no_word', 's1', 1],
      // Also where the loudspeaker is not ready: e3.
      ['unheard', null, 2],
      ['not_paired', null, 1],
      ['offline', null, 1],
    ]);
  });

  it('tells when the days ahead are not planned, but for the moments after midnight', () => {
    const reasons = (plannedUntil: string | null) =>
      troublesOn('2026-11-30', [endpoint({ plannedUntil })]).map(({ reason }) => reason);
    expect(reasons('2026-12-07')).toEqual([]);
    expect(reasons('2026-12-06')).toEqual([]);
    expect(reasons('2026-12-05')).toEqual(['horizon_short']);
  });
});
