import { mediaOf } from '../../core/playlist/playlist.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { JsonBytes } from '../http/json-bytes.ts';
import type { Asker } from '../questions/ask-aside.ts';
import type { PlannedDay } from './planned-day.ts';
import type { TrialDayRequest } from './trial-day.ts';

type StationDay = Omit<TrialDayRequest, 'freezeMs'>;

/** Station days that are not in force, compiled to be listened to. */
export interface Trials {
  days(asked: StationDay): Promise<PlannedDay[]>;
  /** The files that sound in the last trial of a day; `undefined` where none is remembered, or not any more. */
  told(asked: StationDay): ReadonlySet<string> | undefined;
}

/** So many trials are remembered by the files that they name. */
const mostKept = 100;
/** As long as somebody may listen to a day that was told: then it is asked what sounds now. */
const keptForMs = 2 * 3600 * 1000;

export function createTrials({
  asker,
  freezeMs,
  clock,
}: {
  asker: Asker;
  freezeMs: number;
  clock: Clock;
}): Trials {
  const kept = new Map<string, { sounds: ReadonlySet<string>; at: number }>();
  return {
    days: async (asked) => {
      const days = read(await asker.ask('trialDay', { ...asked, freezeMs }));
      const key = keyOf(asked);
      kept.delete(key);
      kept.set(key, { sounds: soundsIn(days), at: clock.now() });
      for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
      return days;
    },
    told: (asked) => {
      const trial = kept.get(keyOf(asked));
      return trial && clock.now() - trial.at <= keptForMs ? trial.sounds : undefined;
    },
  };
}

/** The files that sound on some days. */
export function soundsIn(days: readonly PlannedDay[]): ReadonlySet<string> {
  return new Set(
    days.flatMap(({ entries }) => entries.flatMap((entry) => mediaOf(entry)?.sha256 ?? [])),
  );
}

const keyOf = ({ stationId, date }: StationDay) => `${stationId} ${date}`;

function read({ bytes }: JsonBytes): PlannedDay[] {
  return JSON.parse(Buffer.from(bytes).toString()) as PlannedDay[];
}
