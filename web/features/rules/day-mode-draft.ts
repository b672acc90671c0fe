import type { DayModeAnswer } from '../../../contract/http/day-modes.ts';
import { airKinds } from '../../../contract/http/day-modes.ts';
import { fold } from '../../../core/text/fold.ts';

type Kind = (typeof airKinds)[number];

/** A day mode as its form holds it: caps are empty where there is none. */
export interface DayModeDraft {
  name: string;
  kinds: Kind[];
  /** Keys of sessions; none: all as usual. */
  sessions: string[];
  sessionMinutes: string;
  dayMinutes: string;
  percent: string;
}

const minuteMs = 60_000;

export function emptyDayMode(): DayModeDraft {
  return {
    name: '',
    kinds: [...airKinds],
    sessions: [],
    sessionMinutes: '',
    dayMinutes: '',
    percent: '',
  };
}

export function dayModeDraftOf(mode: DayModeAnswer): DayModeDraft {
  const minutesOf = (ms: number | null) => (ms === null ? '' : String(ms / minuteMs));
  return {
    name: mode.name,
    kinds: [...(mode.kinds ?? airKinds)],
    sessions: [...(mode.sessionKeys ?? [])],
    sessionMinutes: minutesOf(mode.sessionCapMs),
    dayMinutes: minutesOf(mode.dayCapMs),
    percent: mode.volumePercent === null ? '' : String(mode.volumePercent),
  };
}

/** What the form says; `null` while a field says nothing that can be meant. */
export function dayModeFieldsOf(draft: DayModeDraft): Omit<DayModeAnswer, 'key'> | null {
  const name = draft.name.trim();
  const sessionCapMs = capOf(draft.sessionMinutes);
  const dayCapMs = capOf(draft.dayMinutes);
  const volumePercent = draft.percent.trim() === '' ? null : Number(draft.percent);
  const isVolume = volumePercent === null || isWholeWithin(volumePercent, 100);
  const caps = [sessionCapMs, dayCapMs];
  if (name === '' || draft.kinds.length === 0 || caps.includes(undefined) || !isVolume) return null;
  return {
    name,
    sessionKeys: draft.sessions.length === 0 ? null : [...draft.sessions],
    kinds: draft.kinds.length === airKinds.length ? null : [...draft.kinds],
    sessionCapMs: sessionCapMs ?? null,
    dayCapMs: dayCapMs ?? null,
    volumePercent,
  };
}

/** A key for a new mode, from its name: `Lễ hội` is `le_hoi`. */
export function modeKeyOf(name: string): string {
  const words = fold(name).replace(/[^a-z0-9]+/g, '_');
  const key = words.replace(/^[^a-z]+|_+$/g, '').slice(0, 32);
  return key === '' ? 'che_do' : key;
}

/** In ms; `null` where none is set, nothing where it cannot be meant. */
function capOf(minutes: string): number | null | undefined {
  if (minutes.trim() === '') return null;
  const ms = Math.round(Number(minutes.replace(',', '.')) * minuteMs);
  return ms >= minuteMs && ms <= 1440 * minuteMs ? ms : undefined;
}

function isWholeWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
