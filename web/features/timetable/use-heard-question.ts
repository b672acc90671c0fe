import { localDateOf } from '../../../core/time/zoned.ts';
import { isInArea } from '../../../core/area/area.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';
import type { HeardPlace } from './heard-place.ts';
import { heardPlaces } from './heard-place.ts';
import type { TimetableView } from './timetable-view.ts';

/** What a typed question comes to: its answer's place and day, or why there is none. */
export type Asked =
  | { is: 'question'; place: HeardPlace; date: string }
  | { is: 'unclear'; why: 'unknown' | 'several' | 'nowhere' };

/** Understands a typed question about what is heard; the words are read by code that is fetched for it. */
export function useHeardQuestion() {
  const places = usePlaces();
  const clock = useNow();

  /** `null` where the line asks nothing. */
  return async (
    text: string,
    { areaId, stationId, date }: Pick<TimetableView, 'areaId' | 'stationId' | 'date'>,
  ): Promise<Asked | null> => {
    const { heardQuestion } = await import('../../../core/week-plan/heard-question.ts');
    const around = places.stations.get(stationId)?.areaId ?? areaId;
    const areas = [...places.areas.values()];
    const near = areas.filter(({ id }) => around !== '' && isInArea(places.areas, id, around));
    const today = localDateOf(clock.now, places.zone);
    const ask = (known: typeof areas) => heardQuestion(text, { today, weekOf: date, areas: known });
    // What is looked at goes first: every commune has its xóm 4.
    const nearby = near.length > 0 ? ask(near) : null;
    const question = nearby?.areaIds && nearby.areaIds.length > 0 ? nearby : ask(areas);
    if (!question) return null;
    const stations = [...places.stations.values()];
    const shown = stationId === '' ? stations : stations.filter(({ id }) => id === stationId);
    const found =
      question.areaIds === null
        ? shown.map(({ id }) => ({ stationId: id, areaId: '' }))
        : heardPlaces(question.areaIds, stations, places.areas);
    const [place, ...others] = found;
    if (question.areaIds === null && found.length !== 1) return { is: 'unclear', why: 'nowhere' };
    if (!place) return { is: 'unclear', why: 'unknown' };
    if (others.length > 0) return { is: 'unclear', why: 'several' };
    return { is: 'question', place, date: question.date ?? date };
  };
}
