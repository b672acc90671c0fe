import { expect, it } from 'vitest';
import type { OccurrenceRow } from '../../../../contract/http/occurrences.ts';
import { programmeRows } from '../../../../web/features/timetable/programme-rows.ts';

const line = (id: string, programmeId: string | null, date = '2026-11-25'): OccurrenceRow => ({
  ...{ id, broadcastId: id, title: id, programmeId, date, sessionKey: null, part: null },
  ...{ startsAt: 0, lastStartsAt: 0, durationMs: 0, airing: 1, stopped: 0, silent: 0, reasons: [] },
});
const programmes = new Map(
  [
    ['p1', 'Giảm nghèo'],
    ['p2', 'Đất đai'],
    ['p3', 'An toàn'],
    ['p4', 'Không có gì'],
  ].map(([id = '', name = '']) => [id, { id, name, tag: id.toUpperCase(), archivedAt: null }]),
);

it('puts lines apart by programme and day, by name, what belongs to none last', () => {
  const rows = programmeRows(
    [
      line('a', null),
      line('b', 'p1'),
      line('c', 'p2'),
      line('d', 'p1', '2026-11-26'),
      line('e', 'p3'),
      line('f', 'p1'),
      line('g', 'gone'),
    ],
    programmes,
  );
  const told = rows.map(({ programme, days }) => [
    programme?.name ?? null,
    Object.fromEntries([...days].map(([date, lines]) => [date, lines.map(({ id }) => id).join()])),
  ]);
  expect(told).toEqual([
    ['An toàn', { '2026-11-25': 'e' }],
    ['Đất đai', { '2026-11-25': 'c' }],
    ['Giảm nghèo', { '2026-11-25': 'b,f', '2026-11-26': 'd' }],
    [null, { '2026-11-25': 'a,g' }],
  ]);
});

it('has no row where there is no line', () => {
  expect(programmeRows([], programmes)).toEqual([]);
});
