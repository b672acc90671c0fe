import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { isAreaValid, isInArea } from '../../../core/area/area.ts';
import { localDateOf } from '../../../core/time/zoned.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { isMatch } from '../../text/is-match.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';
import { useRulePlaces } from './use-rule-places.ts';

/** What can belong to a group. */
export interface Member {
  id: string;
  name: string;
  /** The field's word for what it is. */
  kind: string;
}

/** So many names are asked for at a time. */
const namesAtOnce = 100;

/** Areas, stations and loudspeakers in an area, today, as a search finds them; `before` are members already. */
export function useMembers(areaIdOf: () => string, before: readonly string[]) {
  const { t } = useI18n();
  const api = useApi();
  const places = usePlaces();
  const clock = useNow();
  const endpoints = useRulePlaces(areaIdOf);
  const { query } = endpoints;
  const isIn = (areaId: string) => isInArea(places.areas, areaId, areaIdOf());
  const today = computed(() => localDateOf(clock.now, places.zone));
  const named = useLoad((signal) => readNamed(signal));

  const inPlaces = computed((): Member[] => [
    ...[...places.areas.values()]
      .filter((area) => isAreaValid(area, today.value) && isIn(area.id))
      .map(({ id, name, kind }) => ({ id, name, kind })),
    ...[...places.stations.values()]
      .filter(({ areaId }) => isIn(areaId))
      .map(({ id, name }) => ({ id, name, kind: t('station.one') })),
  ]);
  const found = computed(() => [
    ...inPlaces.value.filter(({ name }) => isMatch(name, query.value)),
    ...endpoints.inArea.value.map(memberOf),
  ]);
  /** What is a member already stays named also where it has ended, or stands outside the area. */
  const elsewhere = computed(() =>
    before.flatMap((id): Member[] => {
      const name = places.areas.get(id)?.name ?? places.stations.get(id)?.name;
      return name === undefined ? [] : [{ id, name, kind: places.areas.get(id)?.kind ?? '' }];
    }),
  );
  const known = computed(
    () =>
      new Map(
        [...elsewhere.value, ...inPlaces.value, ...(named.value.value ?? []), ...found.value].map(
          (one) => [one.id, one] as const,
        ),
      ),
  );

  /** Loudspeakers that are members already are named, wherever a search leads. */
  async function readNamed(signal: AbortSignal): Promise<Member[]> {
    const ids = before.filter((id) => !places.areas.has(id) && !places.stations.has(id));
    const members: Member[] = [];
    for (let from = 0; from < ids.length; from += namesAtOnce) {
      const id = ids.slice(from, from + namesAtOnce).join(',');
      const { items } = await api.call(endpointRoutes.list, {
        query: { id, limit: namesAtOnce },
        signal,
      });
      members.push(...items.map(memberOf));
    }
    return members;
  }

  function memberOf(one: EndpointAnswer): Member {
    return { id: one.id, name: endpoints.nameOf(one), kind: t('group.endpoint') };
  }

  return { query, found, known };
}
