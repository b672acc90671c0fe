import { describe, expect, it } from 'vitest';
import { broadcast, broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import { bodyOf, draftOf, emptyDraft, faultsOf } from '../../../web/features/broadcasts/draft.ts';
import { moved } from '../../../web/features/broadcasts/moved.ts';

const saved = broadcast.parse({
  id: 'b1',
  title: 'Vay vốn hộ nghèo',
  programmeId: null,
  ownerAreaId: 'tinh',
  class: 'priority',
  placement: { kind: 'at', time: '17:30', start: 'soft', maxDelayMs: 900_000 },
  dates: {
    kind: 'weekly',
    weekdays: [1, 7],
    first: '2025-11-24',
    last: '2025-12-28',
    except: ['2025-12-07'],
  },
  items: [{ recordingId: 'r1' }, { recordingId: 'r2' }],
  targets: { areas: ['tinh'], stations: [], endpoints: [], except: ['c'] },
  whenBeaten: 'skip',
  state: 'active',
  version: 3,
  authorId: 'u1',
  updatedAt: 1,
});

describe('the draft of a broadcast', () => {
  it('says what is still missing, in the order of the form', () => {
    expect(faultsOf(emptyDraft('tinh', '2025-11-23'))).toEqual([
      'recordings',
      'title',
      'targets',
      'session',
    ]);
  });

  it('refuses a last day before the first', () => {
    const draft = { ...draftOf(saved), last: '2025-11-01' };
    expect(faultsOf(draft)).toEqual(['last']);
  });

  it('opens a saved broadcast and writes the same one back', () => {
    const { id: _id, state: _s, version: _v, authorId: _a, updatedAt: _u, ...fields } = saved;
    expect(bodyOf(draftOf(saved))).toEqual(fields);
  });

  it('makes a request that the contract takes', () => {
    const draft = { ...draftOf(saved), dates: 'once' as const, placement: 'session' as const };
    draft.sessionKey = 'morning';
    const body = broadcastRoutes.create.body?.parse(bodyOf(draft));
    expect(body).toMatchObject({
      dates: { kind: 'once', date: '2025-11-24' },
      placement: { kind: 'session', sessionKey: 'morning', part: 'own', order: 10 },
    });
  });

  it('asks for no delay where the time is hard', () => {
    const draft = { ...draftOf(saved), start: 'hard' as const };
    expect(bodyOf(draft).placement).toMatchObject({ start: 'hard', maxDelayMs: 0 });
  });
});

it('moves a recording by one place and no further than the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});
