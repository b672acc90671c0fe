import { z } from 'zod';

/** The line around a commune. */
export interface Outline {
  code: string;
  name: string;
  /** Rings of points as [longitude, latitude] in degrees, WGS 84. */
  rings: readonly (readonly Point[])[];
}

export type Point = readonly [longitude: number, latitude: number];

export interface OutlineSet {
  /** The day from which communes have these codes: codes were used again for other territory. */
  validFrom: string;
  outlines: readonly Outline[];
}

const unitsPerDegree = 1000;

const written = z.object({
  validFrom: z.string(),
  outlines: z.array(
    z.object({ code: z.string(), name: z.string(), rings: z.array(z.array(z.int())) }),
  ),
});

/** The outlines that came with this console; read only where a map is looked at. */
export async function loadOutlines(): Promise<OutlineSet> {
  const { default: given } = await import('./ninh-binh-2025.json');
  return readOutlines(given);
}

/** Outlines from how they are written: whole steps from point to point, in thousandths of a degree. */
export function readOutlines(given: unknown): OutlineSet {
  const { validFrom, outlines } = written.parse(given);
  return {
    validFrom,
    outlines: outlines.map(({ code, name, rings }) => ({ code, name, rings: rings.map(pointsOf) })),
  };
}

function pointsOf(steps: readonly number[]): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at + 1 < steps.length; at += 2) {
    x += steps[at] ?? 0;
    y += steps[at + 1] ?? 0;
    points.push([x / unitsPerDegree, y / unitsPerDegree]);
  }
  return points;
}
