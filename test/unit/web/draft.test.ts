import { describe, expect, it } from 'vitest';
import type { BroadcastAnswer } from '../../../contract/http/broadcasts.ts';
import { broadcast, broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import type { BroadcastDraft } from '../../../web/features/broadcasts/draft.ts';
import {
  bodyOf,
  draftOf,
  emptyDraft,
  faultsOf,
  urgencyOf,
} from '../../../web/features/broadcasts/draft.ts';
import { onDays } from '../../support/on-days.ts';

const today = '2025-11-24';
const saved = broadcast.parse({
  id: 'b1',
  title: 'Vay vốn hộ nghèo',
  programmeId: null,
  campaignId: 'c1',
  ownerAreaId: 'tinh',
  class: 'priority',
  placement: {
    kind: 'at',
    slots: [
      { id: '1', time: '17:30' },
      { id: '2', time: '18:00' },
    ],
    start: 'soft',
    maxDelayMs: 900_000,
  },
  dates: onDays({
    kind: 'weekly',
    weekdays: [1, 7],
    first: '2025-11-24',
    end: { by: 'date', last: '2025-12-28' },
    except: ['2025-12-07'],
  }),
  items: [
    { type: 'recording', recordingId: 'r1' },
    {
      ...{ type: 'relay', url: 'https://vov.example/live', durationMs: 1_800_500 },
      ...{ delayMs: 30_250, fallbackRecordingId: 'r2', carry: 'recorded', recordAt: '06:00' },
    },
    {
      ...{ type: 'pool', programmeId: 'gn', fillMs: 600_000, language: 'vi' },
      ...{ minMs: null, maxMs: 90_000, restDays: 7 },
    },
    { type: 'input', input: 'fm', durationMs: 60_000 },
    { type: 'silence', durationMs: 500 },
  ],
  overrides: [{ date: '2025-12-01', title: 'Tin bão' }],
  targets: { areas: ['tinh'], stations: [], endpoints: [], groups: ['venbien'], except: ['c'] },
  overflow: { kind: 'next', withinDays: 3 },
  whenBeaten: 'shorten',
  afterInterrupt: 'resume',
  volumePercent: 80,
  state: 'active',
  predecessorId: 'b0',
  urgentSince: 1,
  version: 3,
  authorId: 'u1',
  updatedAt: 1,
} satisfies BroadcastAnswer);

/** What a request may say of a broadcast. */
function fieldsOf(answer: BroadcastAnswer) {
  const { id: _i, state: _s, version: _v, authorId: _a, updatedAt: _u, ...rest } = answer;
  const { predecessorId: _p, urgentSince: _g, ...fields } = rest;
  return fields;
}

describe('the draft of a broadcast', () => {
  it('says what is still missing, in the order of the form', () => {
    expect(faultsOf(emptyDraft('tinh', '2025-11-23'))).toEqual([
      'items',
      'title',
      'session',
      'targets',
    ]);
  });

  it.each<[string, Partial<BroadcastDraft>, string[]]>([
    [
      'an item that is not filled in',
      { items: [{ ...saved.items[1], url: '' } as never] },
      ['item'],
    ],
    ['a volume that no loudspeaker has', { volume: '101' }, ['volume']],
    ['nothing for a volume as it is set', { volume: '' }, []],
  ])('refuses %s', (_what, change, faults) => {
    expect(faultsOf({ ...draftOf(saved), ...change })).toEqual(faults);
  });

  it('refuses a wrong number of days for what overflows, in sessions alone', () => {
    const draft = { ...draftOf(saved), overflowDays: '9' };
    expect(faultsOf(draft)).toEqual([]);
    const placement = { ...draft.placement, kind: 'session' as const, sessionKey: 'morning' };
    expect(faultsOf({ ...draft, placement })).toEqual(['overflowDays']);
  });

  it('refuses a last day before the first, unless it airs at once', () => {
    const draft = draftOf(saved);
    const dates = { ...draft.dates, last: '2025-11-01' };
    expect(faultsOf({ ...draft, dates })).toEqual(['last']);
    const placement = { ...draft.placement, kind: 'now' as const };
    expect(faultsOf({ ...draft, dates, placement })).toEqual([]);
  });

  it('opens a saved broadcast and writes the same one back', () => {
    const body = bodyOf(draftOf(saved), today);
    expect(body).toEqual({ ...fieldsOf(saved), replaces: [] });
    expect(broadcastRoutes.create.body?.parse(body)).toEqual(body);
  });

  it.each([{ kind: 'skip' as const }, { kind: 'ask' as const }])(
    'keeps what becomes of an overflow: $kind',
    (overflow) => {
      const draft = draftOf({ ...saved, overflow });
      expect(bodyOf(draft, today).overflow).toEqual(overflow);
    },
  );

  it('makes a request that the contract takes', () => {
    const draft = emptyDraft('tinh', '2025-11-24');
    draft.title = 'Tin';
    draft.placement.sessionKey = 'morning';
    draft.items = [{ type: 'recording', recordingId: 'r1' }];
    const body = broadcastRoutes.create.body?.parse(bodyOf(draft, today));
    expect(body).toMatchObject({
      dates: { first: '2025-11-24', rule: null },
      placement: { kind: 'session', sessionKey: 'morning', part: 'own', order: 10 },
      overflow: { kind: 'skip' },
    });
  });

  it('airs now on the day of today, and leaves the moment to the server', () => {
    const draft = emptyDraft('tinh', '2025-12-30');
    draft.placement.kind = 'now';
    const body = bodyOf(draft, today);
    expect(body.placement).toMatchObject({ kind: 'now', atMs: 0 });
    expect(body.dates).toEqual(onDays({ kind: 'once', date: today }));
  });

  it('keeps the day and the moment of what was sent to air at once', () => {
    const dates = onDays({ kind: 'once', date: '2025-11-20' });
    const placement = { kind: 'now' as const, atMs: 5, interrupts: false };
    const sent = broadcast.parse({ ...saved, dates, placement });
    expect(bodyOf(draftOf(sent), today)).toMatchObject({ dates, placement });
  });

  it('is urgent only where that was asked for', () => {
    expect(urgencyOf(draftOf(saved))).toEqual({});
    expect(urgencyOf({ ...draftOf(saved), isUrgent: true })).toEqual({ urgent: 'true' });
  });
});
