import type { BroadcastClass } from '../../playlist/playlist.ts';
import type { PlanNames } from '../names/plan-names.ts';
import { readPlaces } from '../names/read-places.ts';
import type { PlanRecording } from '../plan-context.ts';
import type { Certainty, Days, Places, Told, UnderstoodLine } from '../plan-line.ts';
import type { Problem } from '../problem.ts';
import { readLength } from '../words/length-words.ts';
import type { Placed, TokenOf } from '../words/token.ts';
import { airingsOf } from './airings-of.ts';
import { daysOf } from './days-of.ts';
import type { CellText, DraftLine } from './draft-line.ts';
import { readClass } from './read-class.ts';
import type { DayFrame } from './spoken-date.ts';
import { whatAirs } from './what-airs.ts';

interface Found<T> {
  told: Told<T> | null;
  problems: Problem[];
}

const minuteMs = 60_000;
/** How far a length in whole minutes, and one to the second, may lie beside the true one. */
const tolerance = { minutesMs: minuteMs, secondsMs: 5000 };

/** Decides what a line says, and what in it a person has to look at. */
export function finishLine(draft: DraftLine, frame: DayFrame, names: PlanNames): UnderstoodLine {
  const { line, column, part, text } = draft;
  const days = toldDays(draft.days, frame);
  const airs = airingsOf(draft.airings, names.sessions);
  const isTimeless = airs.airings.length === 0 && airs.problems.length === 0;
  const { recording, problems, ...what } = whatAirs(draft, names);
  const length = toldLength(draft, draft.isShared ? null : airs.spanMs, recording);
  const places = toldPlaces(draft, names);
  const level = toldClass(draft);
  return {
    kind: 'item',
    ...{ line, column, part, text },
    days: days.told,
    airings: airs.airings,
    ...what,
    lengthMs: length.told,
    places: places.told,
    class: level.told,
    contributor: toldText(draft.contributor),
    note: toldText(draft.note),
    problems: [
      ...draft.problems,
      ...days.problems,
      ...(isTimeless ? [{ code: 'time_missing' } as const] : airs.problems),
      ...problems,
      ...length.problems,
      ...places.problems,
      ...level.problems,
    ],
  };
}

function toldDays(tokens: readonly Placed[], frame: DayFrame): Found<Days> {
  const { days, isPlain, problems } = daysOf(tokens, frame);
  const [first] = tokens;
  if (!days || !first) return { told: null, problems };
  const isCarried = tokens.every(({ certainty }) => certainty === 'carried');
  const areStated = tokens.every(({ certainty }) => certainty === 'stated');
  const certainty = isCarried ? 'carried' : isPlain && areStated ? 'stated' : 'inferred';
  return { told: { value: days, certainty, cell: first.cell }, problems };
}

function toldLength(
  draft: DraftLine,
  span: Told<number> | null,
  recording: PlanRecording | null,
): Found<number> {
  const said = saidLength(draft);
  const problems = [...said.problems];
  const told = said.told ?? (problems.length === 0 ? span : null);
  if (said.told && span && isApart(said.told.value, span.value))
    problems.push(mismatch('times', said.told.value, span.value));
  if (told && recording && isApart(told.value, recording.durationMs))
    problems.push(mismatch('recording', told.value, recording.durationMs));
  return { told, problems };
}

function saidLength(draft: DraftLine): Found<number> {
  const { length, asides } = draft;
  if (length) {
    const found = readLength(length.text, length.unit);
    if (found === 'unclear')
      return { told: null, problems: [{ code: 'length_unclear', value: length.text }] };
    return { told: toldAs(length, found.ms, found.isPlain), problems: [] };
  }
  const tokens = asides.filter((each): each is Placed<TokenOf<'length'>> => each.kind === 'length');
  const [first, ...others] = tokens;
  if (!first) return { told: null, problems: [] };
  const value = tokens.map(({ raw }) => raw).join('; ');
  if (others.length > 0) return { told: null, problems: [{ code: 'length_unclear', value }] };
  return { told: toldAs(first, first.ms, first.isPlain), problems: [] };
}

function toldPlaces(draft: DraftLine, names: PlanNames): Found<Places> {
  if (draft.places) {
    const { places, problems } = readPlaces(names.places, draft.places.text);
    return { told: places && toldAs(draft.places, places, true), problems };
  }
  const tokens = draft.asides.filter(
    (each): each is Placed<TokenOf<'places'>> => each.kind === 'places',
  );
  const [first] = tokens;
  const problems = tokens.flatMap((token) => token.problems);
  const all = tokens.flatMap(({ places }) => places ?? []);
  if (!first || problems.length > 0 || all.length === 0) return { told: null, problems };
  const together: Places = {
    everywhere: all.some(({ everywhere }) => everywhere),
    areaIds: [...new Set(all.flatMap(({ areaIds }) => areaIds))],
    exceptIds: [...new Set(all.flatMap(({ exceptIds }) => exceptIds))],
  };
  return {
    told: toldAs(
      first,
      together,
      tokens.every(({ isPlain }) => isPlain),
    ),
    problems,
  };
}

function toldClass(draft: DraftLine): Found<BroadcastClass> {
  if (draft.class) {
    const found = readClass(draft.class.text);
    const value = draft.class.text;
    if (found === 'unclear') return { told: null, problems: [{ code: 'class_unclear', value }] };
    return {
      told: toldAs(draft.class, found.class, !found.isUrgent),
      problems: found.isUrgent ? [{ code: 'urgent', value }] : [],
    };
  }
  const tokens = draft.asides.filter(
    (each): each is Placed<TokenOf<'class'>> => each.kind === 'class',
  );
  const [first] = tokens;
  const urgent = tokens.find(({ isUrgent }) => isUrgent);
  return {
    told: first ? toldAs(first, first.class, !urgent) : null,
    problems: urgent ? [{ code: 'urgent', value: urgent.raw }] : [],
  };
}

function toldText(cell: CellText | null): Told<string> | null {
  return cell && toldAs(cell, cell.text, true);
}

function toldAs<T>(
  { cell, certainty }: Pick<CellText, 'cell' | 'certainty'>,
  value: T,
  isPlain: boolean,
): Told<T> {
  const lowered: Certainty = certainty === 'stated' ? 'inferred' : certainty;
  return { value, certainty: isPlain ? certainty : lowered, cell };
}

function isApart(saidMs: number, otherMs: number): boolean {
  const isInMinutes = saidMs % minuteMs === 0;
  const most = isInMinutes ? tolerance.minutesMs : tolerance.secondsMs;
  return Math.abs(saidMs - otherMs) > most;
}

function mismatch(against: 'recording' | 'times', saidMs: number, otherMs: number): Problem {
  return { code: 'length_mismatch', against, saidMs, otherMs };
}
