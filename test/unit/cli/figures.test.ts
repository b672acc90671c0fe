import { describe, expect, it } from 'vitest';
import { asRunTable, soundKey } from '../../../cli/demo/as-run-table.ts';
import type { HeardSound } from '../../../cli/demo/check-sound.ts';
import { figuresOf } from '../../../cli/demo/figures.ts';
import type { AsRunRow } from '../../../contract/http/occurrences.ts';

const dueAt = Date.parse('2026-03-10T05:00:00+07:00');

function row(endpointId: string, index: number, change: Partial<AsRunRow> = {}): AsRunRow {
  return {
    endpointId,
    endpointName: `Cụm loa ${endpointId}`,
    endpointKind: 'agent',
    stationId: 'station',
    stationName: 'Đài truyền thanh xã Hải Hậu',
    occurrence: 'b1-2026-03-10',
    entryKey: `b1-2026-03-10/${index}`,
    title: 'Vay vốn ưu đãi cho hộ nghèo, hộ cận nghèo',
    dueAt,
    durationMs: 14_000,
    startedAt: dueAt + 3,
    startErrorMs: 3,
    heardMs: 14_000,
    mediaSha256: null,
    reason: 'completed',
    declared: null,
    verdict: 'played',
    ...{ toTheEar: null, listened: null, reportedAt: dueAt + 15_000, cameLate: false },
    ...change,
  };
}

const receiverRow = row('r', 0, {
  endpointKind: 'receiver',
  startedAt: null,
  startErrorMs: null,
  heardMs: null,
  verdict: 'delivered',
});
const heard = (found: boolean): HeardSound => ({ found, offsetMs: -1.25, correlation: 0.999 });
const rest = { recordings: 3, transcodeSeconds: 2.345, playlists: 1, pushes: 4 };

function figures(rows: AsRunRow[], found = true) {
  const sounds = new Map(rows.map((each) => [soundKey(each), heard(found)]));
  return figuresOf({ rows, sounds, ...rest });
}

describe('figures of the demo', () => {
  it('are right when all was as due', () => {
    const rows = [row('a', 0), row('a', 1, { startErrorMs: -9 }), row('b', 0), receiverRow];
    expect(figures(rows)).toEqual({
      endpoints: 2,
      receivers: 1,
      recordings: 3,
      transcodeSeconds: 2.35,
      playlists: 1,
      pushes: 4,
      delivered: 1,
      plays: 3,
      startErrorMs: { p50: 3, p99: 9, max: 9 },
      missed: 0,
      soundsFound: 3,
      soundErrorMs: { p50: 1.3, p99: 1.3, max: 1.3 },
      lowestCorrelation: 0.999,
      ok: true,
    });
  });

  it.each<[string, AsRunRow[], boolean]>([
    ['an entry was missed', [row('a', 0), row('b', 0, { verdict: 'missed' }), receiverRow], true],
    ['an entry was late', [row('a', 0, { verdict: 'late' }), receiverRow], true],
    ['the receiver got nothing', [row('a', 0), { ...receiverRow, verdict: 'due' }], true],
    ['a sound is not in the file', [row('a', 0), receiverRow], false],
    ['nothing was due', [], true],
  ])('are not as due when %s', (_what, rows, found) => {
    expect(figures(rows, found).ok).toBe(false);
  });
});

describe('the as-run table', () => {
  it('speaks Vietnamese, in the zone of the station, and keeps its columns', () => {
    const rows = [row('a', 0), receiverRow, row('b', 0, { verdict: 'missed', startedAt: null })];
    const sounds = new Map([[soundKey(row('a', 0)), heard(true)]]);
    const lines = asRunTable(rows, sounds, 'Asia/Ho_Chi_Minh').split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[2]).toContain('05:00:00');
    expect(lines[2]).toMatch(/đã phát\s+-1\.3 ms$/);
    expect(lines[3]).toContain('đã gửi (chưa xác nhận)');
    expect(lines[4]).toMatch(/–.*không phát/);
    const at = lines[2]?.indexOf('đã phát');
    expect(lines[3]?.indexOf('đã gửi')).toBe(at);
  });
});
