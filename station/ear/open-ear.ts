import type { Clock } from '../../runtime/clock.ts';
import type { Incidents } from '../proof/incidents.ts';
import { createEar, type Ear } from './ear.ts';
import { openEarSource, type EarSource } from './open-ear-source.ts';

/** The ear on a microphone; what is wrong with that is reported. */
export function openEar(
  source: EarSource,
  { clock, incidents }: { clock: Clock; incidents: Incidents },
): Ear {
  return createEar({
    open: () => openEarSource(source),
    clock,
    onFault(fault) {
      const detail = fault instanceof Error ? fault.message : String(fault);
      void incidents.report({ what: 'ear', code: 'microphone_lost', detail });
    },
  });
}
