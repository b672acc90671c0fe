import { describe, expect, it } from 'vitest';
import { bulkActOf, type ManyDraft } from '../../../../web/features/endpoints/many-draft.ts';

const at = { today: '2026-12-01', zone: 'Asia/Ho_Chi_Minh' };

function draft(given: Partial<ManyDraft>): ManyDraft {
  return {
    ...{ kind: 'volume_cap', until: '2026-12-01', reason: '', percent: '70', from: '', to: '' },
    ...{ stationId: 's1', areaId: 'a1', on: '2026-12-02' },
    ...given,
  };
}

describe('what is done with many loudspeakers', () => {
  it('bounds the volume all day only where both hours are left empty', () => {
    expect(bulkActOf(draft({}), at)).toEqual({
      ...{ kind: 'volume_cap', percent: 70, from: null, to: null },
    });
    expect(bulkActOf(draft({ from: '22:00', to: '05:00' }), at)).toEqual({
      ...{ kind: 'volume_cap', percent: 70, from: '22:00', to: '05:00' },
    });
  });

  it.each([
    { from: '22:00', to: '' },
    { from: '', to: '05:00' },
    { percent: '0' },
    { percent: '101' },
    { percent: '' },
  ])('does nothing while the bound says nothing that can be meant: %o', (given) => {
    expect(bulkActOf(draft(given), at)).toBeNull();
  });

  it('turns requests away, looks at them again, and locks out', () => {
    expect(bulkActOf(draft({ kind: 'quarantine' }), at)).toEqual({
      ...{ kind: 'quarantine', quarantined: true },
    });
    expect(bulkActOf(draft({ kind: 'lift' }), at)).toEqual({
      ...{ kind: 'quarantine', quarantined: false },
    });
    expect(bulkActOf(draft({ kind: 'revoke' }), at)).toEqual({ kind: 'revoke' });
  });

  it('keeps quiet until the end of the named day, within ninety days', () => {
    const act = bulkActOf(draft({ kind: 'snooze', reason: 'sửa tăng âm' }), at);
    expect(act).toEqual({
      ...{ kind: 'snooze', reason: 'sửa tăng âm', until: Date.parse('2026-12-02T00:00+07:00') },
    });
    expect(bulkActOf(draft({ kind: 'snooze', until: '2026-11-30' }), at)).toBeNull();
    expect(bulkActOf(draft({ kind: 'snooze', until: '2027-03-01' }), at)).toBeNull();
  });
});
