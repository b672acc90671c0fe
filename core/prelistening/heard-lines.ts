import type { Ruling, SessionFill } from '../compile/day.ts';
import { signatureOccurrence } from '../compile/held-session.ts';
import { endOf, mediaOf, type Entry } from '../playlist/playlist.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';

/**
 * What a line of a session is to the ear. Nobody can foretell a live `relay` or `input`; `awaited` air is held for
 * a programme that is still to be recorded; a `gap` is silence between two lines.
 */
export const lineKinds = [
  'recording',
  'pool',
  'signature',
  'relay',
  'input',
  'awaited',
  'gap',
] as const;

/** A stretch of air as it is to sound. */
export interface HeardLine {
  /** Of its entry in the playlist. */
  key: string;
  kind: (typeof lineKinds)[number];
  title: string;
  startsAt: EpochMs;
  durationMs: number;
  /** What the loudspeaker plays, from so far in the file; `null` where it plays no file. */
  file: { sha256: string; fromMs: number } | null;
  /** In percent of the loudspeaker's full volume; `null`: as it is set. */
  volumePercent: number | null;
  gainDb: number;
}

/** A day of one loudspeaker as it was compiled. */
export interface HeardDay {
  date: LocalDate;
  entries: readonly Entry[];
  rulings: readonly Ruling[];
  sessions: readonly SessionFill[];
  /** Occurrences that were stopped there. */
  stopped: ReadonlySet<string>;
}

/** What of a day is meant: a session, one occurrence at its own time, or all of it. */
export type DayPart = { sessionKey: string } | { occurrence: string } | null;

/** Silence that is shorter is no line of its own, in ms. */
const leastGapMs = 1000;

/**
 * What is to sound, in order, with the silence in between. A session goes from its first sound to its last, whatever
 * cuts into it.
 */
export function heardLines(day: HeardDay, part: DayPart): HeardLine[] {
  const sounds = [...day.entries.map(soundOf), ...awaitedIn(day)]
    .filter(({ occurrence }) => !day.stopped.has(occurrence))
    .sort((a, b) => a.line.startsAt - b.line.startsAt);
  return withGaps(soundsOf(sounds, day, part).map(({ line }) => line));
}

/** How long recordings sound among some lines, in ms: the more, the more of a session is to be heard. */
export function soundingMs(lines: readonly HeardLine[]): number {
  return lines.reduce((sum, { file, durationMs }) => (file ? sum + durationMs : sum), 0);
}

interface Sound {
  occurrence: string;
  line: HeardLine;
}

function soundOf(entry: Entry): Sound {
  const { key, occurrence, title, startsAt, durationMs, volumePercent, gainDb } = entry;
  const file = mediaOf(entry);
  const line = { key, kind: kindOf(entry), title, startsAt, durationMs, volumePercent, gainDb };
  return {
    occurrence,
    line: { ...line, file: file && { sha256: file.sha256, fromMs: file.fromMs } },
  };
}

function kindOf({ key, kind }: Entry): HeardLine['kind'] {
  if (kind === 'relay' || kind === 'input' || kind === 'signature') return kind;
  // A member of a pool is named `occurrence/index.member`.
  return /\/\d+\.\d+$/.test(key) ? 'pool' : 'recording';
}

/** Air that is held for what has no sound yet. */
function awaitedIn({ rulings, entries }: HeardDay): Sound[] {
  const sounding = new Set(entries.map(({ occurrence }) => occurrence));
  return rulings.flatMap(({ occurrence, airs, startsAt, soundMs, title }) => {
    if (!airs || startsAt === null || soundMs === 0 || sounding.has(occurrence)) return [];
    const line = { key: occurrence, kind: 'awaited' as const, title, startsAt };
    const silent = { durationMs: soundMs, file: null, volumePercent: null, gainDb: 0 };
    return [{ occurrence, line: { ...line, ...silent } }];
  });
}

function soundsOf(sounds: readonly Sound[], day: HeardDay, part: DayPart): readonly Sound[] {
  if (part === null) return sounds;
  if ('occurrence' in part) return sounds.filter((one) => one.occurrence === part.occurrence);
  const own = new Set(
    day.rulings.flatMap((one) => (one.sessionKey === part.sessionKey ? one.occurrence : [])),
  );
  for (const { key, sessionId } of day.sessions)
    if (key === part.sessionKey) own.add(signatureOccurrence({ id: sessionId }, day.date));
  const first = sounds.findIndex((one) => own.has(one.occurrence));
  const last = sounds.findLastIndex((one) => own.has(one.occurrence));
  return first < 0 ? [] : sounds.slice(first, last + 1);
}

function withGaps(lines: readonly HeardLine[]): HeardLine[] {
  return lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const fromMs = before ? endOf(before) : line.startsAt;
    const durationMs = line.startsAt - fromMs;
    if (durationMs < leastGapMs) return [line];
    const gap = { key: `gap ${fromMs}`, kind: 'gap' as const, title: '', startsAt: fromMs };
    return [{ ...gap, durationMs, file: null, volumePercent: null, gainDb: 0 }, line];
  });
}
