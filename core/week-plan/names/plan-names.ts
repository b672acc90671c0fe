import type { PlanContext } from '../plan-context.ts';
import type { PlaceNames } from './place-names.ts';
import { placeNames } from './place-names.ts';
import type { ProgrammeNames } from './programme-names.ts';
import { programmeNames } from './programme-names.ts';
import type { SessionNames } from './session-names.ts';
import { sessionNames } from './session-names.ts';
import type { TitleIndex } from './title-index.ts';
import { titleIndex } from './title-index.ts';

/** All that words of a plan may name, ready to be looked up. */
export interface PlanNames {
  sessions: SessionNames;
  programmes: ProgrammeNames;
  titles: TitleIndex;
  places: PlaceNames;
}

/** Made once for a context, whatever is read with it afterwards. */
export function planNames(context: PlanContext): PlanNames {
  return {
    sessions: sessionNames(context.sessions),
    programmes: programmeNames(context.programmes),
    titles: titleIndex(context.recordings),
    places: placeNames(context.areas),
  };
}
