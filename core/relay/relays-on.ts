import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Relay } from '../broadcast/item.ts';
import type { DayMode } from '../guard/day-mode.ts';
import type { Occurrence } from '../broadcast/occurrence.ts';
import { occurrencesOn } from '../broadcast/occurrence.ts';
import type { Session } from '../session/session.ts';
import { isSessionOn } from '../session/session.ts';
import type { Zone } from '../time/zone.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';
import { addDays, localDateOf } from '../time/zoned.ts';
import { programmeStart } from './programme-start.ts';

/** A station as far as it decides when something is to sound. */
export interface RelayStation {
  zone: Zone;
  sessions: readonly Session[];
}

/** The modes that are in force anywhere on a day. */
export type ModesOn = (date: LocalDate) => readonly DayMode[];

/** A relay of a day that is to be recorded. */
export interface RelayOn {
  /** Key of its item, `occurrence/index`. */
  item: string;
  date: LocalDate;
  relay: Relay;
  /** When it sounds at the earliest, and the end of the day on which it does. */
  soundsAt: EpochMs;
  dayEnd: EpochMs;
  /** When the programme to be recorded begins. */
  startsAt: EpochMs;
}

/**
 * The recorded relays of a day: one recording serves all stations, so that it is there for the first of them. None
 * where no station has its session that day. Which mode is in force at a station is not asked: what is there for
 * the earliest is there for all.
 */
export function relaysOn(
  broadcast: Broadcast,
  date: LocalDate,
  stations: readonly RelayStation[],
  modesOn: ModesOn,
): RelayOn[] {
  const modes = [null, ...modesOn(date)];
  return occurrencesOn(broadcast, date).flatMap((occurrence) => {
    const relays = occurrence.content.items.flatMap((item, index) =>
      item.type === 'relay' && item.carry === 'recorded'
        ? [{ relay: item, item: `${occurrence.id}/${index}` }]
        : [],
    );
    const first = relays.length > 0 ? firstStart(occurrence, date, { stations, modes }) : null;
    if (!first) return [];
    const { soundsAt, zone } = first;
    return relays.flatMap(({ relay, item }): RelayOn[] => {
      const startsAt = programmeStart(relay, soundsAt, zone);
      if (startsAt === null) return [];
      const lastDay = localDateOf(soundsAt + relay.durationMs + delayOf(occurrence), zone.name);
      const dayEnd = zone.startOfDay(addDays(lastDay, 1));
      return [{ item, date, relay, soundsAt, dayEnd, startsAt }];
    });
  });
}

/** What somebody asks to be recorded, whatever the day. */
export function relayName({ url, recordAt, delayMs, durationMs }: Relay): string {
  return [recordAt, delayMs, durationMs, url].join(' ');
}

function delayOf({ content: { placement } }: Occurrence): number {
  return placement.kind === 'at' ? placement.maxDelayMs : 0;
}

type Modes = readonly (DayMode | null)[];

function firstStart(
  occurrence: Occurrence,
  date: LocalDate,
  { stations, modes }: { stations: readonly RelayStation[]; modes: Modes },
): { soundsAt: EpochMs; zone: Zone } | null {
  let first: { soundsAt: EpochMs; zone: Zone } | null = null;
  for (const { zone, sessions } of stations) {
    const soundsAt = startAt(occurrence, date, { zone, sessions, modes });
    if (soundsAt !== null && (!first || soundsAt < first.soundsAt)) first = { soundsAt, zone };
  }
  return first;
}

function startAt(
  { content: { placement }, slot }: Occurrence,
  date: LocalDate,
  { zone, sessions, modes }: RelayStation & { modes: Modes },
): EpochMs | null {
  switch (placement.kind) {
    case 'now':
      return placement.atMs;
    case 'at':
      return zone.instantOf(date, slot?.time ?? '00:00');
    case 'session': {
      const { sessionKey } = placement;
      const starts = sessions
        .filter(({ key }) => key === sessionKey)
        .filter((session) => modes.some((mode) => isSessionOn(session, date, mode)))
        .map(({ startsAt }) => zone.instantOf(date, startsAt));
      return starts.length > 0 ? Math.min(...starts) : null;
    }
  }
}
