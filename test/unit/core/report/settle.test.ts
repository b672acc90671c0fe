import { describe, expect, it } from 'vitest';
import {
  airFigures,
  airSumNames,
  countIn,
  isCountedIn,
  noSums,
} from '../../../../core/report/air-sums.ts';
import { originOf } from '../../../../core/report/origin.ts';
import { settle, type SettledEntry } from '../../../../core/report/settle.ts';
import { presenceMs, reportGraceMs } from '../../../../core/verdict/verdict.ts';

const dueAt = 1_800_000_000_000;
const durationMs = 60_000;

function entry(given: Partial<SettledEntry> = {}): SettledEntry {
  return {
    ...{ endpointId: 'e1', areaId: 'a1', broadcastId: 'b1', item: 'r1', class: 'normal' },
    ...{ stationAreaId: 'c1', origin: 'own', verdict: 'played', dueAt, durationMs },
    ...{ heardMs: durationMs, toTheEar: null, waitsForWord: false },
    ...given,
  };
}

describe('the sums of a day', () => {
  it('keep apart what differs in place or content, and add up the rest', () => {
    const { cells, placeCells } = settle([
      entry(),
      entry({ endpointId: 'e2', verdict: 'partial', heardMs: 20_000 }),
      entry({ areaId: 'a2' }),
      entry({ origin: 'above', class: 'priority' }),
    ]);
    expect(cells.map(({ areaId, requested }) => [areaId, requested])).toEqual([
      ['c1', 3],
      ['c1', 1],
    ]);
    // Beneath the station, by where its endpoints stand.
    expect(placeCells).toHaveLength(3);
    expect(placeCells[0]).toMatchObject({
      ...{ areaId: 'a1', requested: 2, requestedMs: 120_000, heardMs: 80_000 },
      ...{ played: 1, partial: 1 },
    });
  });

  it('leave out what is due, and count no more heard than was asked for', () => {
    const due = entry({ verdict: 'due', heardMs: null });
    const { cells, staleAt } = settle([due, entry({ heardMs: durationMs + 500 })]);
    expect(cells[0]).toMatchObject({ requested: 1, heardMs: durationMs });
    expect(staleAt).toBe(dueAt);
  });

  it('count what an ear heard of what sounded, and of nothing else', () => {
    const heard = (['heard', 'clipped', 'weak', 'silent', 'unknown', null] as const).map(
      (toTheEar) => entry({ toTheEar }),
    );
    const { cells } = settle([...heard, entry({ verdict: 'missed', toTheEar: 'silent' })]);
    expect(cells[0]).toMatchObject({ requested: 7, earHeard: 2, earWeak: 1, earSilent: 1 });
    expect(cells[0] && countIn(cells[0], 'listened')).toBe(4);
    expect(heard.filter((one) => isCountedIn('listened', one))).toHaveLength(4);
    const due = entry({ verdict: 'due', heardMs: 5 });
    expect(airFigures.filter((figure) => isCountedIn(figure, due))).toEqual([]);
  });

  it('say when time alone makes other verdicts, and for whom being seen does', () => {
    expect(settle([entry()]).staleAt).toBeNull();
    const awaiting = entry({ verdict: 'awaiting_report', heardMs: null });
    expect(settle([awaiting]).staleAt).toBe(dueAt + durationMs + reportGraceMs);
    expect(settle([{ ...awaiting, waitsForWord: true }]).staleAt).toBeNull();
    const away = entry({ verdict: 'offline', heardMs: null });
    expect(settle([{ ...away, dueAt: dueAt + 5 }, away]).unseen).toEqual([
      { endpointId: 'e1', sinceMs: dueAt - presenceMs },
    ]);
  });

  it('have a column for each sum', () => {
    expect(Object.keys(noSums())).toEqual([...airSumNames]);
  });
});

describe('where something comes from', () => {
  it('is a relay, else above where the owner stands higher, else the place itself', () => {
    const origin = (kind: 'speech' | 'relay', owner: number) =>
      originOf({ kind }, { owner, station: 2 });
    expect([origin('relay', 0), origin('speech', 1), origin('speech', 2)]).toEqual([
      'relay',
      'above',
      'own',
    ]);
    expect(origin('speech', 3)).toBe('own');
  });
});
