import { ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { localDateOf } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import { usePlacing } from '../places/use-placing.ts';
import { useNow } from '../shell/use-now.ts';
import type { DayPlace } from './day-plan.ts';
import { mayDropAt, ownDayOf, sameSpot } from './drop-place.ts';

/** The form of its day, filled in with where it is to go; nothing is saved by it. */
export function moveLink(
  one: OccurrenceAnswer,
  to: { date: LocalDate; sessionKey: string | null },
) {
  return {
    path: `/timetable/broadcasts/${one.broadcastId}`,
    query: {
      ...{ day: ownDayOf(one), scope: 'day', to: to.date },
      // Also that in which it is: as a guest it is in another than the one that it was placed in.
      ...(to.sessionKey === null ? {} : { session: to.sessionKey }),
    },
  };
}

/** A mouse drags one line at a time, wherever it comes from. */
const dragged = shallowRef<OccurrenceAnswer | null>(null);
/** The lines of the week from which it comes. */
const week = shallowRef<readonly OccurrenceAnswer[]>([]);
const over = ref<DayPlace | null>(null);

/** Moving a line of the week to another day or session: by the mouse, or by the form that this leads to. */
export function useLineMove() {
  const router = useRouter();
  const places = usePlaces();
  const placing = usePlacing();
  const clock = useNow();
  const today = () => localDateOf(clock.step, places.zone);

  function mayMove({ date, startsAt, stopped, ...one }: OccurrenceAnswer): boolean {
    const isAhead = startsAt === null ? date >= today() : startsAt > clock.step;
    const isOwn = one.class === 'normal' && one.part === 'own';
    const { ownerAreaId } = one;
    const isTheirs = isOwn || !placing.placesOwnOnly(ownerAreaId);
    return isAhead && !stopped && placing.mayPlace(ownerAreaId) && isTheirs;
  }

  function start(event: DragEvent, one: OccurrenceAnswer): void {
    event.dataTransfer?.setData('text/plain', one.title);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
    dragged.value = one;
    // While something is dragged no pointer moves: where its line is gone by then, this tells of the end.
    addEventListener('pointermove', end, { once: true });
  }

  /** A row of the week tells what is in it when a line of it is taken. */
  function startIn(lines: readonly OccurrenceAnswer[]): void {
    week.value = lines;
  }

  const mayDrop = (one: OccurrenceAnswer, place: DayPlace) =>
    mayDropAt(one, place, { today: today(), week: week.value });

  function end(): void {
    dragged.value = null;
    over.value = null;
  }

  function dragOver(event: DragEvent, place: DayPlace): void {
    const one = dragged.value;
    const spot = one && spotAt(event, place, one);
    over.value = one && spot && mayDrop(one, spot) ? spot : null;
    if (over.value) event.preventDefault();
  }

  /** Where the next day was entered before this one was left, that stays. */
  function leave({ currentTarget, relatedTarget }: DragEvent, { date }: DayPlace): void {
    const isWithin =
      relatedTarget instanceof Node && (currentTarget as Node).contains(relatedTarget);
    if (!isWithin && over.value?.date === date) over.value = null;
  }

  function drop(event: DragEvent): void {
    const [one, to] = [dragged.value, over.value];
    end();
    if (!one || !to) return;
    event.preventDefault();
    void router.push(moveLink(one, to));
  }

  /** Whether what is dragged may be let go there, and whether it is there now. */
  function markAt(place: DayPlace): 'may' | 'over' | null {
    const one = dragged.value;
    if (!one) return null;
    if (over.value && sameSpot(over.value, place)) return 'over';
    const isKind = (place.sessionKey === null) === (one.sessionKey === null);
    return isKind && mayDrop(one, place) ? 'may' : null;
  }

  return { mayMove, start, startIn, end, dragOver, leave, drop, markAt };
}

/** A line of a session goes to the session beneath it, one at its own time to the day. */
function spotAt(event: DragEvent, place: DayPlace, one: OccurrenceAnswer): DayPlace {
  if (one.sessionKey === null || !(event.target instanceof Element)) return place;
  const session = event.target.closest<HTMLElement>('[data-session]');
  return { ...place, sessionKey: session?.dataset['session'] ?? null };
}
