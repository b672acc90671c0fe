import type { AreaAnswer } from '../../../contract/http/areas.ts';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import type { Mark } from '../../ui/shapes.ts';
import type { StandingCounts } from '../../../core/today/standing.ts';
import { countStandings, inServiceCount } from '../../../core/today/standing.ts';
import type { Outline, OutlineSet } from './outlines.ts';

export type Status = 'playing' | 'ready' | 'notReady' | 'unknown' | 'none';

/** The worst comes first: a single dumb one is not hidden behind those that are well. */
export function statusOf(counts: StandingCounts): Status {
  if (inServiceCount(counts) === 0) return 'none';
  if (counts.notReady > 0) return 'notReady';
  if (counts.playing > 0) return 'playing';
  return counts.unknown > 0 ? 'unknown' : 'ready';
}

/** Each with its own shape, colour and word. */
export const statusMarks: Record<Status, Mark> = {
  playing: { shape: 'playing', tone: 'accent', word: 'map.status.playing' },
  ready: { shape: 'ready', tone: 'good', word: 'map.status.ready' },
  notReady: { shape: 'problem', tone: 'bad', word: 'map.status.notReady' },
  unknown: { shape: 'unknown', tone: 'idle', word: 'map.status.unknown' },
  none: { shape: 'barred', tone: 'idle', word: 'map.status.none' },
};

/** How one loudspeaker is, as its dot on the map shows it. */
export function spotMark(endpoint: EndpointAnswer): Mark {
  const status = statusOf(countStandings([endpoint]));
  return { ...statusMarks[status], word: spotWords[status] };
}

const spotWords: Record<Status, string> = {
  playing: 'map.status.playing',
  ready: 'endpoint.state.ready',
  notReady: 'endpoint.state.not_ready',
  unknown: 'endpoint.state.unknown',
  none: 'presence.revoked',
};

/** The villages of a station, each with its loudspeakers; the commune itself where they have none. */
export function villagesOf(
  endpoints: readonly EndpointAnswer[],
): { areaId: string; endpoints: EndpointAnswer[] }[] {
  const villages = new Map<string, EndpointAnswer[]>();
  for (const one of endpoints) villages.set(one.areaId, [...(villages.get(one.areaId) ?? []), one]);
  return [...villages].map(([areaId, all]) => ({ areaId, endpoints: all }));
}

/** The outline of a commune; `null` where it has none: codes were used again, so the day counts too. */
export function outlineOf(
  { code, name, validFrom }: Pick<AreaAnswer, 'code' | 'name' | 'validFrom'>,
  { validFrom: since, outlines }: OutlineSet,
): Outline | null {
  const outline = outlines.find((one) => one.code === code);
  if (!outline) return null;
  // Where nobody wrote down since when it is, its name tells.
  const isIt = validFrom === null ? outline.name === name : validFrom >= since;
  return isIt ? outline : null;
}
