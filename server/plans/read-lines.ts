import type { PlanLineAnswer } from '../../contract/http/plans.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import type { PlanLine, UnderstoodLine } from '../../core/week-plan/plan-line.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { checkDraft, type Checked, type Draft } from '../broadcasts/check-draft.ts';
import type { Principal } from '../http/principal.ts';
import { restOf } from './already-there.ts';
import { describeLine, describeProblem, keyOfLine } from './describe-line.ts';
import { draftsOfLine, partsOfLine, type LineGiven } from './drafts-of-line.ts';
import type { GroundDeps, PlanGround } from './plan-ground.ts';
import { shapeFault } from './shape-fault.ts';

/** A broadcast that is to be saved, with whom it reaches. */
export interface CheckedDraft {
  draft: Draft;
  checked: Checked;
}

/** A line as it is answered, and what it would save. */
export interface ReadLine {
  answer: PlanLineAnswer;
  drafts: CheckedDraft[];
}

export interface LinesGiven {
  ground: PlanGround;
  /** What the area has from today on. */
  known: readonly Broadcast[];
  language: Language;
  choices: ReadonlyMap<string, string>;
  accept: ReadonlySet<string>;
  drop: ReadonlySet<string>;
  /** The place of the first line among the items of its session. */
  firstOrder: number;
}

/** What is not clear of these is not taken for anything, even if somebody accepts the line. */
const blocking: ReadonlySet<string> = new Set(['place_unknown', 'place_ambiguous']);
/** What the choice of a recording answers. */
const aboutRecording: ReadonlySet<string> = new Set([
  'recording_unknown',
  'recording_ambiguous',
  'length_mismatch',
]);

/** Says of each line what it would save, and why it would not. */
export async function readLines(
  deps: GroundDeps,
  principal: Principal,
  lines: readonly PlanLine[],
  given: LinesGiven,
): Promise<ReadLine[]> {
  const read: ReadLine[] = [];
  for (const [index, line] of lines.entries()) {
    const order = Math.min(10_000, given.firstOrder + index);
    read.push(
      line.kind === 'skipped'
        ? { answer: skipped(line), drafts: [] }
        : await readLine(deps, principal, line, { ...given, order }),
    );
    // Polls and alerts go first.
    await deps.clock.sleep(0);
  }
  return read;
}

export function skipped(line: Extract<PlanLine, { kind: 'skipped' }>): PlanLineAnswer {
  return {
    ...placeOf(line),
    ...{ state: 'skipped', skipped: line.reason, understood: null, problems: [] },
    ...{ fault: null, air: [] },
  };
}

/** A line as it was understood, before it is held against the timetable. */
export function toldLine(
  line: UnderstoodLine,
  { language, ...meant }: { language: Language } & Omit<LineGiven, 'makeId'>,
): PlanLineAnswer {
  const { ground, chosenId } = meant;
  const parts = partsOfLine(line, meant);
  const problems = problemsOf(line, chosenId).map((one) => describeProblem(one, ground, language));
  const none = { values: {}, recordings: [] };
  if (parts.items.length === 0 && problems.length === 0)
    problems.push({ code: line.isRelay ? 'relay_by_hand' : 'sound_missing', ...none });
  return {
    ...placeOf(line),
    ...{ state: 'unfit', skipped: null, problems, fault: shapeFault(parts), air: [] },
    understood: describeLine(line, parts, ground, language),
  };
}

async function readLine(
  deps: GroundDeps,
  principal: Principal,
  line: UnderstoodLine,
  given: LinesGiven & { order: number },
): Promise<ReadLine> {
  const { ground, language, order } = given;
  const key = keyOfLine(line);
  const meant = { ground, order, chosenId: given.choices.get(key) ?? null };
  const answer = toldLine(line, { ...meant, language });
  const { problems } = answer;
  const makeId = () => newId(deps.clock);
  const drafts = draftsOfLine(line, { ...meant, makeId });
  const told = (state: PlanLineAnswer['state']) => ({ answer: { ...answer, state }, drafts: [] });
  if (given.drop.has(key)) return told('dropped');
  const isBlocked = answer.fault !== null || problems.some(({ code }) => blocking.has(code));
  if (drafts === null || isBlocked) return told('unfit');
  const rest = drafts.flatMap((draft) => restOf(draft, given.known, makeId));
  if (rest.length === 0) return told('already');
  const checked = await checkAll(deps, principal, rest);
  if ('fault' in checked) return { answer: { ...answer, fault: checked.fault }, drafts: [] };
  const isOpen = problems.length > 0 && !given.accept.has(key);
  return { answer: { ...answer, state: isOpen ? 'question' : 'ready' }, drafts: checked.drafts };
}

function problemsOf({ problems }: UnderstoodLine, chosenId: string | null) {
  return chosenId === null ? problems : problems.filter(({ code }) => !aboutRecording.has(code));
}

function placeOf(line: PlanLine) {
  const { column, text } = line;
  return { key: keyOfLine(line), line: line.line, column, text };
}

/** As when each is saved by itself. */
async function checkAll(
  deps: GroundDeps,
  principal: Principal,
  drafts: readonly Draft[],
): Promise<{ drafts: CheckedDraft[] } | { fault: NonNullable<PlanLineAnswer['fault']> }> {
  const checked: CheckedDraft[] = [];
  try {
    for (const draft of drafts)
      checked.push({ draft, checked: await checkDraft(deps, principal, draft, deps.clock.now()) });
    return { drafts: checked };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'broken' || error.kind === 'busy')
      throw error;
    const { code, fields = [] } = error;
    return { fault: { code, recordings: fields.map(({ message }) => message) } };
  }
}
