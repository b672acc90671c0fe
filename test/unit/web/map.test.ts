import { expect, it } from 'vitest';
import { noCounts, type StandingCounts } from '../../../core/today/standing.ts';
import { outlineOf, spotMark, statusOf } from '../../../web/features/map/commune-status.ts';
import { anEndpoint } from './an-endpoint.ts';
import { loadOutlines, readOutlines } from '../../../web/features/map/outlines.ts';
import { centreOf, frameOf, pointOf, spotOf } from '../../../web/features/map/project.ts';

const square = readOutlines({
  validFrom: '2025-07-01',
  outlines: [{ code: '1', name: 'Xã Một', rings: [[106_000, 20_000, 100, 0, 0, 100, -100, 0]] }],
});

it('reads outlines from steps, and puts the mark into the middle', () => {
  const [one] = square.outlines;
  expect(one?.rings[0]).toEqual([
    ...[
      [106, 20],
      [106.1, 20],
      [106.1, 20.1],
      [106, 20.1],
    ],
  ]);
  const middle = spotOf([106.05, 20.05]);
  const centre = centreOf(one ?? { rings: [] });
  expect(centre.x).toBeCloseTo(middle.x, 6);
  expect(centre.y).toBeCloseTo(middle.y, 6);
  expect(frameOf(square.outlines).width).toBeGreaterThan(90);
});

it('finds the place that was pressed on the drawing', () => {
  const [longitude, latitude] = pointOf(spotOf([106.2871, 20.1725]));
  expect(longitude).toBeCloseTo(106.2871, 9);
  expect(latitude).toBeCloseTo(20.1725, 9);
});

it('shows each loudspeaker as it is, by a shape and a word of its own', () => {
  const seen = { pairedAt: 1, presence: 'online' as const, clockTrusted: true };
  const of = (change: object) => {
    const { shape, word } = spotMark(anEndpoint({ id: 'e1', ...seen, ...change }));
    return [shape, word];
  };
  const today = { playlist: 'p', entries: 2, holds: 'yes' as const };
  expect(of({ today })).toEqual(['ready', 'endpoint.state.ready']);
  expect(of({ today, playing: 'k' })).toEqual(['playing', 'map.status.playing']);
  const holdsNot = { ...today, holds: 'no' as const };
  expect(of({ today: holdsNot })).toEqual(['problem', 'endpoint.state.not_ready']);
  expect(of({ today, revokedAt: 2 })).toEqual(['barred', 'presence.revoked']);
});

it('takes no outline of another territory that had the same code', () => {
  const area = { code: '1', name: 'Xã Một', validFrom: '2025-07-01' };
  expect(outlineOf(area, square)?.name).toBe('Xã Một');
  expect(outlineOf({ ...area, validFrom: '2011-01-01' }, square)).toBeNull();
  expect(outlineOf({ ...area, validFrom: null }, square)?.code).toBe('1');
  expect(outlineOf({ ...area, validFrom: null, name: 'Thị trấn Khác' }, square)).toBeNull();
});

it('knows the 129 communes of Ninh Bình, each with a place', async () => {
  const { outlines } = await loadOutlines();
  expect(outlines).toHaveLength(129);
  const { x, y, width, height } = frameOf(outlines);
  for (const outline of outlines) {
    const centre = centreOf(outline);
    expect(centre.x > x && centre.x < x + width, outline.name).toBe(true);
    expect(centre.y > y && centre.y < y + height, outline.name).toBe(true);
  }
});

it('hides no dumb loudspeaker behind those that play', () => {
  const of = (change: Partial<StandingCounts>) => statusOf({ ...noCounts(), ...change });
  expect(of({ ready: 1, unknown: 1, online: 1, playing: 1 })).toBe('playing');
  expect(of({ ready: 1 })).toBe('ready');
  expect(of({ ready: 1, unknown: 1 })).toBe('unknown');
  expect(of({ ready: 1, unknown: 1, notReady: 1, playing: 1 })).toBe('notReady');
  expect(of({})).toBe('none');
  expect(of({ revoked: 2 })).toBe('none');
});
