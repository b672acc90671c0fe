import type { AreaAnswer } from '../../../contract/http/areas.ts';
import type { StationAnswer } from '../../../contract/http/stations.ts';
import { isInArea } from '../../../core/area/area.ts';

/** Areas around a station, nearest first, that hold other stations too and in which a person may act. */
export function areasAround(
  station: Pick<StationAnswer, 'id' | 'areaId'>,
  given: {
    areas: ReadonlyMap<string, AreaAnswer>;
    stations: Iterable<Pick<StationAnswer, 'id' | 'areaId'>>;
    may: (areaId: string) => boolean;
  },
): AreaAnswer[] {
  const { areas, may } = given;
  const others = [...given.stations].filter(({ id }) => id !== station.id);
  const around: AreaAnswer[] = [];
  let area = areas.get(station.areaId);
  while (area) {
    const { id, parentId } = area;
    const isWider = others.some((other) => isInArea(areas, other.areaId, id));
    if (isWider && may(id)) around.push(area);
    area = areas.get(parentId ?? '');
  }
  return around;
}
