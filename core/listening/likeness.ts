/** Whether what a phone recorded is what was played then; `unknown` where that cannot be told. */
export const likenesses = ['same', 'other', 'unknown'] as const;
export type Likeness = (typeof likenesses)[number];

/** A box is late, and so is a slow line: what is recorded sounded up to so much earlier in the item than it seems. */
const lateMs = 70_000;
const earlyMs = 3000;

/** In which part of an item's sound a recording is looked for. */
export function searchedPart(
  { startsAt, takeMs }: { startsAt: number; takeMs: number },
  endedAt: number,
): { fromMs: number; lengthMs: number } {
  const seemsMs = endedAt - startsAt - takeMs;
  const fromMs = Math.max(0, seemsMs - lateMs);
  return { fromMs, lengthMs: Math.max(0, seemsMs) + takeMs + earlyMs - fromMs };
}
