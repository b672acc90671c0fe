import type { Timetable } from '../timetable/service.ts';
import type { Outlooks } from './outlooks.ts';
import type { TryOutDeps } from './try-out.ts';

/** What saving broadcasts takes. */
export interface BroadcastsDeps extends TryOutDeps {
  timetable: Timetable;
  outlooks: Outlooks;
}
