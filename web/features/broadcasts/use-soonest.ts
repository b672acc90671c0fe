import { urgentLeadMs } from '../../../core/compile/freeze.ts';
import { localDateOf } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';
import type { Soonest } from './draft.ts';

/** The soonest at which something may air that is sent at this moment, where most stations are. */
export function useSoonest(): () => Soonest {
  const clock = useNow();
  const places = usePlaces();
  return () => {
    const at = clock.now + urgentLeadMs;
    return { at, date: localDateOf(at, places.zone) };
  };
}
