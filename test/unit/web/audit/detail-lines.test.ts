import { describe, expect, it } from 'vitest';
import {
  detailLines,
  detailNames,
  type DetailWords,
} from '../../../../web/features/audit/detail-lines.ts';
import { en } from '../../../../web/i18n/en.ts';
import { vi } from '../../../../web/i18n/vi.ts';

const words: DetailWords = {
  yes: 'có',
  no: 'không',
  number: String,
  day: (date) => date.split('-').reverse().join('/'),
  moment: (at) => `lúc ${at}`,
  weekday: (weekday) => `T${weekday + 1}`,
  grant: (role, areaId) => `${role} ở ${areaId}`,
};

describe('the details of a deed', () => {
  it('are told in words, in one order', () => {
    const detail = {
      validFrom: '2026-11-30',
      name: 'Giờ tưởng niệm',
      weekdays: [1, 7 - 1],
      from: '21:00',
      to: '05:00:00',
      isArchived: false,
      grants: [{ role: 'leader', areaId: 'a1' }],
    };
    expect(detailLines(detail, words)).toEqual([
      { name: 'name', value: 'Giờ tưởng niệm' },
      { name: 'validFrom', value: '30/11/2026' },
      { name: 'from', value: '21:00' },
      { name: 'to', value: '05:00' },
      { name: 'weekdays', value: 'T2, T7' },
      { name: 'grants', value: 'leader ở a1' },
      { name: 'isArchived', value: 'không' },
    ]);
  });

  it('leave out codes, and what is of no kind that has words', () => {
    const detail = {
      contentHash: 'x7',
      to: '01jdr3k6w8c2y5m9q0v4t7b1n2',
      version: '3',
      note: '  ',
      grants: ['leader'],
      startsAt: 4,
    };
    expect(detailLines(detail, words)).toEqual([{ name: 'startsAt', value: 'lúc 4' }]);
  });

  it.each(Object.entries({ vi, en }))('have a word each in %s', (_, messages) => {
    const known: Record<string, string> = messages.audit.detail;
    expect(Object.keys(known).sort()).toEqual([...detailNames].sort());
  });
});
