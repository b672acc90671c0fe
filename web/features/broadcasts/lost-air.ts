import type { Outlook } from '../../../contract/http/broadcasts.ts';

type Line = Outlook['occurrences'][number];

/** What would have aired, and does not any more. */
export function lostAir(before: Outlook, after: Outlook): Line[] {
  const nameOf = ({ id, stationId }: Line) => `${id} ${stationId}`;
  const aired = new Set(before.occurrences.filter(({ airs }) => airs).map(nameOf));
  return after.occurrences.filter((line) => !line.airs && aired.has(nameOf(line)));
}
