import { describe, expect, it } from 'vitest';
import type { Outage, OutagePlan, WatchedEndpoint } from '../../../../core/health/outages.ts';
import { planOutages } from '../../../../core/health/outages.ts';
import { heldDaysFrom } from '../../../../core/health/held-days.ts';

const minute = 60_000;
const start = 1_700_000_000_000;

/** A world in which minutes pass, and every message that anybody gets. */
function world(stations: Record<string, { above: string | null; endpoints: number }>) {
  let now = start;
  let listeningSince = 0;
  let outages: Outage[] = [];
  const away = new Set<string>();
  const snoozed = new Set<string>();
  const seen = new Map<string, number>();
  const endpoints = Object.entries(stations).flatMap(([stationId, { above, endpoints: count }]) =>
    Array.from({ length: count }, (_, index) => ({ id: `${stationId}${index}`, stationId, above })),
  );
  for (const { id } of endpoints) seen.set(id, start);
  const messages: string[] = [];
  const apply = (plan: OutagePlan) => {
    for (const { outageId, member, isDrop } of plan.change)
      outages = outages.map((one) =>
        one.id !== outageId
          ? one
          : {
              ...one,
              ...(isDrop ? { endedAt: null, drops: one.drops + 1 } : {}),
              members: [
                ...one.members.filter((each) => each.endpointId !== member.endpointId),
                member,
              ],
            },
      );
    for (const { outageId, endedAt } of plan.end) {
      outages = outages.map((one) => (one.id === outageId ? { ...one, endedAt } : one));
      messages.push(`back ${outages.find(({ id }) => id === outageId)?.subjectId ?? ''}`);
    }
    for (const begun of plan.begin) {
      outages.push({ id: `o${outages.length}`, ...begun, drops: 1, endedAt: null });
      messages.push(`${begun.level} ${begun.subjectId} (${begun.members.length})`);
    }
  };
  return {
    messages,
    away,
    snoozed,
    outages: () => outages,
    restart: () => {
      listeningSince = now;
    },
    pass(minutes: number) {
      for (let passed = 0; passed < minutes * 2; passed += 1) {
        now += minute / 2;
        for (const { id } of endpoints) if (!away.has(id) && passed % 2 === 0) seen.set(id, now);
        const watched = endpoints.map(({ id, stationId, above }): WatchedEndpoint => ({
          ...{ id, stationId, aboveId: above, seenAt: seen.get(id) ?? 0 },
          isSnoozed: snoozed.has(id),
        }));
        const open = outages.filter(
          (one) => one.endedAt === null || now - one.endedAt <= 60 * minute,
        );
        apply(planOutages({ endpoints: watched, outages: open, listeningSince, now }));
      }
    },
  };
}

describe('telling who is away', () => {
  it('says nothing of a short gap', () => {
    const it = world({ a: { above: 'x', endpoints: 5 } });
    it.away.add('a0');
    it.pass(9);
    it.away.clear();
    it.pass(30);
    expect(it.messages).toEqual([]);
  });

  it('tells of one that is gone, once, and when it is back for good', () => {
    const it = world({ a: { above: 'x', endpoints: 5 } });
    it.away.add('a0');
    it.pass(120);
    expect(it.messages).toEqual(['endpoint a0 (1)']);
    it.away.clear();
    it.pass(2);
    expect(it.messages).toHaveLength(1);
    it.pass(5);
    expect(it.messages).toEqual(['endpoint a0 (1)', 'back a0']);
  });

  it('tells once of one that comes and goes', () => {
    const it = world({ a: { above: 'x', endpoints: 5 } });
    for (let round = 0; round < 4; round += 1) {
      it.away.add('a0');
      it.pass(15);
      it.away.clear();
      it.pass(10);
    }
    expect(it.messages.filter((text) => !text.startsWith('back'))).toEqual(['endpoint a0 (1)']);
    expect(it.outages()[0]?.drops).toBe(4);
  });

  it('tells once of a commune that loses power, whatever comes back first', () => {
    const it = world({ a: { above: 'x', endpoints: 14 }, b: { above: 'x', endpoints: 3 } });
    for (let index = 0; index < 14; index += 1) {
      it.away.add(`a${index}`);
      it.pass(0.5);
    }
    it.pass(30);
    expect(it.messages).toHaveLength(1);
    expect(it.messages[0]).toMatch(/^station a \(\d+\)$/);
    expect(it.outages()[0]?.members).toHaveLength(14);
    for (let index = 1; index < 14; index += 1) it.away.delete(`a${index}`);
    it.pass(20);
    expect(it.messages).toHaveLength(1);
    it.away.clear();
    it.pass(10);
    expect(it.messages.slice(1)).toEqual(['back a']);
  });

  it('tells once of a district whose stations go together', () => {
    const it = world({
      a: { above: 'x', endpoints: 4 },
      b: { above: 'x', endpoints: 4 },
      c: { above: 'x', endpoints: 4 },
      d: { above: 'x', endpoints: 4 },
    });
    for (const station of ['a', 'b', 'c'])
      for (let index = 0; index < 4; index += 1) it.away.add(`${station}${index}`);
    it.pass(30);
    expect(it.messages).toEqual(['area x (12)']);
  });

  it('does not gather a few of many, nor what goes hours apart', () => {
    const it = world({ a: { above: null, endpoints: 14 } });
    for (const id of ['a0', 'a1']) it.away.add(id);
    it.pass(60);
    it.away.add('a2');
    it.pass(60);
    expect(it.messages).toEqual(['endpoint a0 (1)', 'endpoint a1 (1)', 'endpoint a2 (1)']);
  });

  it('says nothing while somebody works on it, and tells afterwards if it stays away', () => {
    const it = world({ a: { above: null, endpoints: 4 } });
    it.snoozed.add('a0');
    it.away.add('a0');
    it.pass(120);
    expect(it.messages).toEqual([]);
    it.snoozed.clear();
    it.pass(1);
    expect(it.messages).toEqual(['endpoint a0 (1)']);
  });

  it('does not take its own absence for theirs', () => {
    const it = world({ a: { above: null, endpoints: 4 } });
    const ids = ['a0', 'a1', 'a2', 'a3'];
    for (const id of ids) it.away.add(id);
    it.restart();
    it.pass(9);
    it.restart();
    it.pass(9);
    expect(it.messages).toEqual([]);
    it.pass(10);
    expect(it.messages).toEqual(['station a (4)']);
  });
});

it('counts the days that would sound without us, up to the first that is not held', () => {
  const planned = ['A', 'B', 'C', 'D'].map((playlist, index) => ({
    ...{ date: `2026-03-1${index}`, playlist },
  }));
  expect(heldDaysFrom('2026-03-10', planned, ['A', 'B', 'D'])).toBe(2);
  expect(heldDaysFrom('2026-03-10', planned, [])).toBe(0);
});
