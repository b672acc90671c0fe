import { describe, expect, it } from 'vitest';
import { judgeLine } from '../../chaos/lines/judge.ts';
import type { LineStory } from '../../chaos/lines/live-line.ts';
import { linesAmong, planLine, readCounts } from '../../chaos/lines/plan-line.ts';
import { scriptsOf, type LineScript } from '../../chaos/lines/scripts.ts';

const fleetIds = ['e1', 'e2', 'e3'];
const agentIds = ['a1', 'a2'];
const proof = (endpointId: string, reason = 'completed') => ({
  ...{ endpointId, reason, heardMs: 4000, durationMs: 4000 },
});

function script(name: LineScript['name']): LineScript {
  const found = scriptsOf(true).find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
}

/** A line on which all went as it should. */
function story(name: LineScript['name'], other: Partial<LineStory> = {}): LineStory {
  const isLossy = name === 'lossy';
  return {
    script: script(name),
    fleetIds,
    agentIds,
    report: {
      ...{ endpoints: 3, seed: 1, times: {}, wrongs: 0, wrong: [] },
      counts: {
        ...{ 'endpoints with a head': 3, 'media answered': 3 },
        'events answered': name === 'forgetful' ? 8 : 3,
        'nudges heard': name === 'forgetful' ? 9 : 6,
      },
    },
    logs: ['head accepted', 'head accepted'],
    aired: [{ proofs: [...fleetIds, ...agentIds].map((id) => proof(id)), loudness: [0.2, 0.2] }],
    outlivedIdle: isLossy,
    counts: {
      ...(isLossy ? { lostUp: 300, lostDown: 310 } : { lostUp: 0, lostDown: 0 }),
      ...{ carriedUp: 700, carriedDown: 690, forgotten: 12 },
    },
    ...other,
  };
}

const wrongs = (name: LineScript['name'], other: Partial<LineStory> = {}) =>
  judgeLine(story(name, other)).wrong;

const withCounts = (name: LineScript['name'], counts: Record<string, number>) => {
  const { report } = story(name);
  return wrongs(name, { report: { ...report, counts: { ...report.counts, ...counts } } });
};

describe('what is said of a line', () => {
  it('is nothing where all went as it should', () => {
    for (const name of ['lossy', 'patient', 'forgetful'] as const) expect(wrongs(name)).toEqual([]);
    const { figures } = judgeLine(story('lossy'));
    expect(figures).toMatchObject({ lossyEndpoints: 5, lossyWithHead: 5, lossyLostUpPercent: 30 });
  });

  it('names what was not proved, proved twice, or cut off', () => {
    const proofs = [proof('e1'), proof('e1'), proof('e3', 'power_loss'), proof('a1'), proof('a2')];
    expect(wrongs('lossy', { aired: [{ proofs, loudness: [0.2, 0.2] }] })).toEqual([
      'lossy: placement 1 is proved 2 times by e1',
      'lossy: placement 1 is proved 0 times by e2',
      'lossy: placement 1 at e3: power_loss, 4000 ms',
    ]);
  });

  it('names agents that nobody could hear, and heads and files that did not come', () => {
    const [first] = story('lossy').aired;
    const silent = [{ proofs: first?.proofs ?? [], loudness: [0.2, 0] }];
    expect(wrongs('lossy', { aired: silent })).toHaveLength(1);
    expect(wrongs('lossy', { logs: ['head accepted', ''] })).toHaveLength(1);
    expect(withCounts('lossy', { 'media answered': 2 })).toHaveLength(1);
  });

  it('does not let a failure of the server pass', () => {
    expect(withCounts('lossy', { 'head 503': 1 })).toHaveLength(1);
    expect(
      wrongs('lossy', { logs: ['head accepted', 'head accepted … the server answered 500 (x)'] }),
    ).toHaveLength(1);
  });

  it('does not believe in a bad line that was a good one', () => {
    const counts = { lostUp: 0, lostDown: 0, carriedUp: 700, carriedDown: 700, forgotten: 0 };
    expect(wrongs('lossy', { counts })).toHaveLength(1);
    expect(wrongs('patient', { outlivedIdle: true })).toHaveLength(1);
    expect(withCounts('forgetful', { 'nudges heard': 11 })).toHaveLength(1);
  });

  it('asks of streams that they outlive a carrier whose patience outlasts the comments', () => {
    expect(withCounts('patient', { 'events answered': 4, 'nudges heard': 7 })).toHaveLength(1);
    expect(withCounts('patient', { 'nudges heard': 5 })).toHaveLength(1);
    expect(
      wrongs('patient', { logs: ['head accepted', 'head accepted event stream ended'] }),
    ).toHaveLength(1);
  });
});

describe('the plan of a line', () => {
  const weather = { lossPercent: 30, idleSeconds: 300 };

  it('has everything in its two namespaces but one end of a pair', () => {
    const { draw, carrier, field } = planLine(4_194_304, 31, weather);
    const outside = draw.filter((words) => !words.includes(carrier) && !words.includes(field));
    expect(outside.map((words) => words[1])).toEqual(['address', 'link']);
    const device = outside[1]?.[3] ?? '';
    expect(device.length).toBeLessThanOrEqual(15);
  });

  it('loses nothing where nothing is to be lost', () => {
    expect(planLine(1, 0, weather).rules).toContain('numgen random mod 100 < 30');
    expect(planLine(1, 0, { ...weather, lossPercent: 0 }).rules).not.toContain('numgen');
  });

  it('gives each line addresses of its own', () => {
    const addresses = [0, 1, 2].map((index) => planLine(7, index, weather).serverAddress);
    expect(new Set(addresses).size).toBe(3);
  });

  it('knows its namespaces again, and whose they are', () => {
    const { carrier, field } = planLine(12, 1, weather);
    expect(linesAmong([carrier, field, 'blue', 'loa-lines-x-1-field'])).toEqual([
      { name: carrier, owner: 12 },
      { name: field, owner: 12 },
    ]);
  });

  it('reads what the carrier has counted', () => {
    const counter = (name: string, packets: number) =>
      `\tcounter ${name} {\n\t\tpackets ${packets} bytes 99\n\t}\n`;
    const names = ['forgotten', 'lost_up', 'lost_down', 'carried_up', 'carried_down'];
    const text = `table ip line {\n${names.map((name, index) => counter(name, index + 1)).join('')}}\n`;
    expect(readCounts(text)).toEqual({
      ...{ forgotten: 1, lostUp: 2, lostDown: 3, carriedUp: 4, carriedDown: 5 },
    });
    expect(readCounts('').forgotten).toBeNaN();
  });
});
