import { fold } from '../../text/fold.ts';
import type { PlanNames } from '../names/plan-names.ts';
import type { NamedProgramme } from '../names/programme-names.ts';
import {
  isNameOf,
  programmeIn,
  programmeOfStart,
  readProgramme,
  withoutTag,
} from '../names/programme-names.ts';
import type { TitleMatch } from '../names/title-index.ts';
import { findRecording } from '../names/title-index.ts';
import type { PlanRecording } from '../plan-context.ts';
import type { Certainty, Told } from '../plan-line.ts';
import type { Problem } from '../problem.ts';
import type { CellText, DraftLine } from './draft-line.ts';

export interface WhatAirs {
  title: Told<string> | null;
  programmeId: Told<string> | null;
  recordingId: Told<string> | null;
  recording: PlanRecording | null;
  isRelay: boolean;
  problems: Problem[];
}

const relay =
  /\b(?:tiep (?:song|am)|(?:truyen thanh|phat thanh|tuong thuat) truc tiep|relay(?:s|ed)?)\b/;

/** The title of a line, and the programme and recording that it names. */
export function whatAirs(draft: DraftLine, names: PlanNames): WhatAirs {
  const { title: own, programme: cell } = draft;
  const named = cell ? readProgramme(names.programmes, cell.text) : programmeOf(draft, names);
  const place = cell ?? own;
  const programmeId =
    place && named.ids.length === 1 ? toldId(place, named.ids[0], named.isPlain) : null;
  const nameOf = programmeId && names.programmes.nameOf.get(programmeId.value);
  // What has no title but a programme is called by its name.
  const told =
    own ?? (cell && { ...cell, text: nameOf ?? cell.text, certainty: inferred(cell.certainty) });
  const title = told && { value: told.text, certainty: told.certainty, cell: told.cell };
  const problems: Problem[] = title ? [] : [{ code: 'title_missing' }];
  if (place && named.ids.length > 1)
    problems.push({ code: 'programme_ambiguous', value: place.text, candidates: [...named.ids] });
  if (cell && named.ids.length === 0)
    problems.push({ code: 'programme_unknown', value: cell.text });
  const isRelay = title !== null && relay.test(fold(title.value));
  // A programme by its name alone: any of its recordings.
  const isNameAlone =
    told !== null &&
    programmeId !== null &&
    isNameOf(names.programmes, programmeId.value, told.text);
  if (!told || isRelay)
    return { title, programmeId, recordingId: null, recording: null, isRelay, problems };
  const wanted = withoutTag(names.programmes, told.text);
  const match = findRecording(names.titles, wanted, programmeId?.value ?? null);
  const isSeveral = draft.problems.some(({ code }) => code === 'several_items');
  if (match.kind === 'one' && (match.isPlain || !isSeveral)) {
    const { id, programmeId: of } = match.recording;
    return {
      title,
      programmeId:
        programmeId ?? (named.ids.length === 0 && !cell ? toldId(told, of, false) : null),
      recordingId: toldId(told, id, match.isPlain),
      recording: match.recording,
      isRelay,
      problems,
    };
  }
  if (!isNameAlone)
    problems.push(
      match.kind === 'none'
        ? { code: 'recording_unknown', value: told.text, nearest: match.nearest }
        : { code: 'recording_ambiguous', value: told.text, candidates: idsOf(match) },
    );
  return { title, programmeId, recordingId: null, recording: null, isRelay, problems };
}

function programmeOf(draft: DraftLine, names: PlanNames): NamedProgramme {
  const title = draft.title?.text ?? '';
  const found = programmeIn(names.programmes, title);
  return found.ids.length === 0 && draft.isTyped
    ? programmeOfStart(names.programmes, title)
    : found;
}

function idsOf(match: Exclude<TitleMatch, { kind: 'none' }>): readonly string[] {
  return match.kind === 'one' ? [match.recording.id] : match.ids;
}

function toldId(
  { cell, certainty }: CellText,
  id: string | null | undefined,
  isPlain: boolean,
): Told<string> | null {
  if (id === null || id === undefined) return null;
  return { value: id, certainty: isPlain ? certainty : inferred(certainty), cell };
}

function inferred(certainty: Certainty): Certainty {
  return certainty === 'stated' ? 'inferred' : certainty;
}
