import { describe, expect, it } from 'vitest';
import { placement as shape } from '../../../contract/http/broadcasts.ts';
import type { Placement } from '../../../core/broadcast/broadcast.ts';
import { slotsEvery } from '../../../core/recurrence/slots.ts';
import type { PlacementDraft } from '../../../web/features/broadcasts/placement-draft.ts';
import {
  emptyPlacement,
  placementDraftOf,
  placementFaults,
  placementOf,
} from '../../../web/features/broadcasts/placement-draft.ts';

const slots = (time: string, times: number, gapMinutes: number) => {
  const every = slotsEvery(time, times, gapMinutes);
  if (!every.isOk) throw new Error('no slots');
  return every.slots;
};
const at = (given: Extract<Placement, { kind: 'at' }>['slots']): Placement => ({
  ...{ kind: 'at', start: 'soft', maxDelayMs: 900_000 },
  slots: given,
});

describe('the placement of a draft', () => {
  it.each<[string, Placement]>([
    ['in a session', { kind: 'session', sessionKey: 'morning', part: 'above', order: 7 }],
    ['at a time', at([{ id: '1', time: '17:30' }])],
    ['several times a day', at(slots('05:30', 4, 90))],
    ['at uneven times', at([...slots('05:30', 2, 90), { id: '5', time: '18:00' }])],
    ['at a time that kept the name of a second', at([{ id: '2', time: '17:30' }])],
    ['at once', { kind: 'now', atMs: 1_794_000_000_000, interrupts: true }],
  ])('comes back as it was saved: %s', (_what, placement) => {
    const draft = placementDraftOf(placement);
    expect(placementFaults(draft)).toEqual([]);
    const written = placementOf(draft);
    expect(written).toEqual(placement);
    expect(shape.parse(written)).toEqual(placement);
  });

  it('names the times of a repetition by their number, so that a change of time keeps them', () => {
    const draft = { ...placementDraftOf(at(slots('05:30', 3, 90))), time: '06:00', times: '2' };
    expect(placementOf(draft)).toMatchObject({
      slots: [
        { id: '1', time: '06:00' },
        { id: '2', time: '07:30' },
      ],
    });
  });

  it('replaces uneven times by an even repetition only where that is chosen', () => {
    const uneven = placementDraftOf(at([...slots('05:30', 2, 90), { id: '5', time: '18:00' }]));
    expect(uneven.ownSlots).toHaveLength(3);
    expect(placementOf({ ...uneven, ownSlots: null })).toMatchObject({
      slots: [{ id: '1', time: '05:30' }],
    });
  });

  it('leaves it to the server when now is, after what plays unless it is to interrupt', () => {
    const draft = { ...emptyPlacement(), kind: 'now' as const };
    expect(placementOf(draft)).toEqual({ kind: 'now', atMs: 0, interrupts: false });
  });

  it('asks for no delay where the time is hard', () => {
    const draft = { ...placementDraftOf(at(slots('05:30', 1, 30))), start: 'hard' as const };
    expect(placementOf(draft)).toMatchObject({ start: 'hard', maxDelayMs: 0 });
  });

  it.each<[string, Partial<PlacementDraft>, string[]]>([
    ['no session', { kind: 'session' }, ['session']],
    ['no time', { kind: 'at' }, ['time']],
    ['more times than the day has room for', { time: '22:00', times: '5' }, ['repeat']],
    ['no distance between them', { time: '05:00', times: '2', gapMinutes: '' }, ['repeat']],
    ['no number of times', { time: '05:00', times: '' }, ['repeat']],
    ['nothing, for what airs at once', { kind: 'now' }, []],
  ])('lacks %s', (_what, change, faults) => {
    expect(placementFaults({ ...emptyPlacement(), kind: 'at', ...change })).toEqual(faults);
  });
});
