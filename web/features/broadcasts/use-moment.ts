import { localDateOf } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';
import type { Moment } from './draft.ts';

/** The moment at which something is sent, where most stations are. */
export function useMoment(): () => Moment {
  const clock = useNow();
  const places = usePlaces();
  return () => ({ now: clock.now, today: localDateOf(clock.now, places.zone) });
}
