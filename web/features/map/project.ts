import type { Outline, Point } from './outlines.ts';

/** A place on the drawing: to the right and down. */
export interface Spot {
  x: number;
  y: number;
}

export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One degree of latitude in units of the drawing. */
const unitsPerDegree = 1000;
/** A province is so small that its middle serves for all of it. */
const middleLatitude = 20.4;
const squeeze = Math.cos((middleLatitude * Math.PI) / 180);

export function spotOf([longitude, latitude]: Point): Spot {
  return { x: longitude * squeeze * unitsPerDegree, y: -latitude * unitsPerDegree };
}

/** The place that a spot of the drawing stands for. */
export function pointOf({ x, y }: Spot): Point {
  return [x / (squeeze * unitsPerDegree), -y / unitsPerDegree];
}

/** The drawing's way around a commune. */
export function pathOf({ rings }: Pick<Outline, 'rings'>): string {
  return rings
    .map(
      (ring) =>
        `M${ring
          .map(spotOf)
          .map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)
          .join('L')}Z`,
    )
    .join('');
}

/** The centre of mass of the largest ring: where its mark stands. */
export function centreOf({ rings }: Pick<Outline, 'rings'>): Spot {
  const all = rings.map((ring) => massOf(ring.map(spotOf)));
  const [largest] = all.sort((a, b) => b.area - a.area);
  return largest ? { x: largest.x, y: largest.y } : { x: 0, y: 0 };
}

function massOf(spots: readonly Spot[]): Spot & { area: number } {
  // Near zero, where products of large numbers would lose their last digits.
  const from = spots[0] ?? { x: 0, y: 0 };
  let [twice, x, y] = [0, 0, 0];
  spots.forEach((spot, at) => {
    const next = spots[(at + 1) % spots.length] ?? spot;
    const [ax, ay] = [spot.x - from.x, spot.y - from.y];
    const [bx, by] = [next.x - from.x, next.y - from.y];
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  if (twice === 0) return { ...from, area: 0 };
  return {
    x: from.x + x / (3 * twice),
    y: from.y + y / (3 * twice),
    area: Math.abs(twice) / 2,
  };
}

/** What holds all of some outlines, with a margin. */
export function frameOf(outlines: readonly Pick<Outline, 'rings'>[]): Frame {
  const spots = outlines.flatMap(({ rings }) => rings.flatMap((ring) => ring.map(spotOf)));
  const xs = spots.map(({ x }) => x);
  const ys = spots.map(({ y }) => y);
  const [left, top] = [least(xs), least(ys)];
  const width = Math.max(1, -least(xs.map((x) => -x)) - left);
  const height = Math.max(1, -least(ys.map((y) => -y)) - top);
  const margin = Math.max(width, height) * 0.06;
  return {
    ...{ x: left - margin, y: top - margin },
    ...{ width: width + 2 * margin, height: height + 2 * margin },
  };
}

function least(values: readonly number[]): number {
  return values.reduce((found, value) => Math.min(found, value), Infinity);
}
