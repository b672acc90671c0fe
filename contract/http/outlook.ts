import { z } from 'zod';
import { epochMs, id, localDate, occurrenceId } from '../scalar.ts';
import { lostTarget } from './effects.ts';

/** Who holds the air that an occurrence asked for. */
export const holder = z.object({
  occurrence: occurrenceId,
  title: z.string(),
  ownerAreaName: z.string(),
});

const place = { stationId: id, stationName: z.string(), date: localDate };

const line = z.object({
  id: occurrenceId,
  ...place,
  airs: z.boolean(),
  reason: z.string(),
  startsAt: epochMs.nullable(),
  endsAt: epochMs.nullable(),
  beatenBy: holder.nullable(),
  /** How long it sounds, or would; 0 where that is not known. */
  soundMs: z.int(),
  /** What its session would still have room for afterwards, in ms; `null` outside sessions. */
  sessionLeftMs: z.int().nullable(),
});

/** An occurrence of somebody else's that would air otherwise. */
const displaced = z.object({
  occurrence: occurrenceId,
  title: z.string(),
  ownerAreaId: id,
  ownerAreaName: z.string(),
  ...place,
  what: z.enum(['dropped', 'moved', 'shortened']),
  startedAt: epochMs,
  /** `null` where it is dropped. */
  startsAt: epochMs.nullable(),
  /** Why it would not air; `null` where it airs, or is taken out of the timetable. */
  reason: z.string().nullable(),
});

/** One way out of a conflict, and what it would give at the stations in conflict. */
const choice = z.object({
  choice: z.enum(['queue', 'skip', 'shorten', 'next_session', 'replace']),
  /** It is what the draft says already. */
  isChosen: z.boolean(),
  allowed: z.boolean(),
  /** Whose yes is missing where it is not allowed. */
  ask: z.array(z.object({ areaId: id, areaName: z.string() })),
  /** What `replace` takes out; to be given as `replaces` when saving. */
  replaces: z.array(occurrenceId),
  aired: z.int(),
  /** Of its own occurrences: at another time, in another session, or shorter. */
  moved: z.int(),
  notAired: z.int(),
  /** Of others' occurrences: dropped, moved or shortened. */
  displaced: z.int(),
});

/** What saving does or would do, for the days that are compiled ahead. */
export const outlook = z.object({
  endpoints: z.int(),
  stations: z.int(),
  occurrences: z.array(line),
  /** Of what it is meant for, what it does not reach from some day on. */
  lost: z.array(lostTarget),
  /** The first of those that would air otherwise; none once it is saved. */
  displaced: z.array(displaced),
  displacedCount: z.int(),
  /** Empty where nothing is in conflict, and once it is saved. */
  choices: z.array(choice),
  /** Whether the endpoints hold what they are to sound. */
  readiness: z.object({
    /** Endpoints that hold all of it, and that lack some. */
    holding: z.int(),
    lacking: z.int(),
    bytesToFetch: z.int(),
  }),
  /** Days left out or edited by themselves that would not be days of it any more. */
  losesDays: z.object({ exdates: z.array(localDate), edited: z.array(localDate) }),
});
