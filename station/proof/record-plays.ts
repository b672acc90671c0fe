import type { HeldEntry } from '../../core/station/held-entry.ts';
import { slotOf } from '../../core/station/held-entry.ts';
import type { Hearing } from '../../core/station/hearing.ts';
import type { Logger } from '../../runtime/log.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { Ear } from '../ear/ear.ts';
import type { PlayerEvents } from '../player/player.ts';
import type { Incidents } from './incidents.ts';
import type { PlayLog } from './play-log.ts';
import type { PlayRow } from './play-rows.ts';

/** A decoder that gave nothing may have had a bad moment; a file that gives nothing is damaged. */
const mostAttempts = 3;

/** A play that is going on, and what had been heard of it before it was cut off. */
interface OpenPlay {
  row: PlayRow;
  heardBeforeMs: number;
  /** When it began, or went on. */
  since: number;
}

export interface RecordDeps {
  /** `null` where there is no microphone. */
  ear: Ear | null;
  air: AirClock;
  incidents: Incidents;
  log: Logger;
  onChange: () => void;
}

/** Writes what the player tells into the log, and with it what a microphone heard. */
export function recordPlays(
  playLog: PlayLog,
  { ear, air, incidents, log, onChange }: RecordDeps,
): PlayerEvents {
  const open = new Map<string, OpenPlay>();
  const attempts = new Map<string, number>();
  const mayTryAgain = (slot: string) => {
    const count = (attempts.get(slot) ?? 0) + 1;
    attempts.set(slot, count);
    return count < mostAttempts;
  };
  const begin = async (held: HeldEntry, at: number): Promise<OpenPlay> => {
    const row = playLog.takeUp(held);
    return row
      ? { row, heardBeforeMs: row.record.heardMs, since: at }
      : { row: await playLog.open(held, at), heardBeforeMs: 0, since: at };
  };
  const hear = ({ row: { record }, since }: OpenPlay, at: number): Hearing | null => {
    const hearing = ear?.end(air.toMonotonic(since), air.toMonotonic(at)) ?? null;
    if (hearing === 'silent') {
      const detail = `${record.key}: the microphone heard nothing of ${record.title}`;
      void incidents.report({ what: 'ear', code: 'not_heard', detail });
    }
    return hearing;
  };
  return {
    async begun(held, at) {
      ear?.begin();
      const { key, title, startsAt } = held.entry;
      log.info({ key, title, lateMs: Math.round(at - startsAt) }, 'entry begins');
      open.set(slotOf(held.entry), await begin(held, at));
      onChange();
    },
    async progress(held, heardMs) {
      const play = open.get(slotOf(held.entry));
      if (play) await playLog.progress(play.row, play.heardBeforeMs + heardMs);
    },
    async ended(held, { at, heardMs, cutMs, clearMs, reason }) {
      const { entry } = held;
      const slot = slotOf(entry);
      log.info({ key: entry.key, reason, heardMs: Math.round(heardMs) }, 'entry ends');
      const play = open.get(slot);
      open.delete(slot);
      const hearing = play ? hear(play, at) : null;
      if (play && reason === 'preempted' && entry.afterInterrupt !== 'drop') {
        const goesOn = entry.afterInterrupt === 'resume';
        // What was faded out is heard again.
        const heard = play.heardBeforeMs + (goesOn ? Math.min(heardMs, clearMs) : heardMs);
        const end = { reason, endedAt: at, heardMs: heard, fromMs: cutMs, goesOn, ear: hearing };
        await playLog.cutOff(play.row, held, end);
      } else if (play)
        await playLog.close(play.row, {
          ...{ reason, endedAt: at, heardMs: play.heardBeforeMs + heardMs, ear: hearing },
        });
      else if (reason !== 'media_damaged' || !mayTryAgain(slot))
        await playLog.notPlayed([{ held, reason }]);
      onChange();
    },
  };
}
