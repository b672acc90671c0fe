import type { Ruling } from '../../core/compile/day.ts';

/**
 * Keeps what was said of an occurrence when its time came: a later compile knows only that it is frozen
 * or too late, not why it stands where it does or why it never did.
 */
export function settleRulings(rulings: readonly Ruling[], before: readonly Ruling[]): Ruling[] {
  const earlier = new Map(before.map((ruling) => [ruling.occurrence, ruling]));
  return rulings.map((ruling) => {
    const known = earlier.get(ruling.occurrence);
    if (!known) return ruling;
    if (ruling.reason === 'frozen' && known.airs && known.startsAt === ruling.startsAt)
      return known;
    return ruling.reason === 'too_late' && !known.airs ? known : ruling;
  });
}
