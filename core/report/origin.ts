import type { Entry } from '../playlist/playlist.ts';

/** Where what a station airs comes from: made there, made above, or a stream that it carries. */
export const origins = ['own', 'above', 'relay'] as const;
export type Origin = (typeof origins)[number];

/**
 * The origin of an entry at a station.
 * @param ranks of the broadcast's owner and of the station's area: the smaller, the higher the tier
 */
export function originOf(
  { kind }: Pick<Entry, 'kind'>,
  ranks: { owner: number; station: number },
): Origin {
  if (kind === 'relay') return 'relay';
  return ranks.owner < ranks.station ? 'above' : 'own';
}
