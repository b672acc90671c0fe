import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { StationAnswer } from '../../../contract/http/stations.ts';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import { durationText } from '../../text/duration.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';
import { daysTold, type Today } from '../today/use-today.ts';
import type { Slot } from '../recorder/take-store.ts';
import { nextRooms, type Room } from './next-room.ts';
import { useSessionWords } from './use-session-words.ts';

const most = 6;

/** The next sessions with room for a take, the first of which is chosen unless somebody chooses otherwise. */
export function useRooms(
  given: () => { stations: readonly StationAnswer[]; today: Today | null; lengthMs: number },
) {
  const { t } = useI18n();
  const places = usePlaces();
  const clock = useNow();
  const sessionText = useSessionWords();
  const nowhere = '';
  const chosen = ref<string>(nowhere);

  const rooms = computed(() => {
    const { stations, today, lengthMs } = given();
    const ids = new Set(stations.map(({ id }) => id));
    const own = places.sessions.filter(({ stationId }) => ids.has(stationId));
    const from = today?.today ?? localDateOf(clock.now, places.zone);
    const toldUntil = addDays(from, daysTold - 1);
    const when = { zone: places.zone, now: clock.now, lengthMs, toldUntil };
    return nextRooms(own, today?.sessions ?? [], when).slice(0, most);
  });
  const options = computed(() => [
    ...rooms.value.map((room) => ({ value: nameOf(room), label: textOf(room) })),
    { value: nowhere, label: t('clerk.noSlotChoice') },
  ]);
  watch(
    () => rooms.value.map(nameOf).join(' '),
    () => {
      const isThere = rooms.value.some((room) => nameOf(room) === chosen.value);
      const [first] = rooms.value;
      if (!isThere) chosen.value = first ? nameOf(first) : nowhere;
    },
    { immediate: true },
  );
  const slot = computed((): Slot | null => {
    const room = rooms.value.find((one) => nameOf(one) === chosen.value);
    if (!room) return null;
    const { stationId, sessionKey, date } = room;
    return { stationId, sessionKey, date };
  });
  const areaId = computed(() => {
    const { stations } = given();
    const at = stations.find(({ id }) => id === slot.value?.stationId) ?? stations[0];
    return at?.areaId ?? '';
  });

  function textOf({ startsAt, freeMs, stationId }: Room): string {
    const when = sessionText(startsAt, places.zoneOf(stationId));
    const text = t('clerk.slotChoice', { when, left: durationText(freeMs) });
    return given().stations.length > 1 ? `${text} · ${places.nameOf(stationId)}` : text;
  }

  return { options, chosen, slot, areaId };
}

function nameOf({ stationId, sessionKey, date }: Slot): string {
  return `${stationId}/${sessionKey}/${date}`;
}
