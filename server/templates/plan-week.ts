import type { ChangeNote } from '../../contract/http/timetable-change.ts';
import { layWeek, type LaidWeek, type NewBroadcast } from '../../core/template/lay-week.ts';
import type { TakenWeek } from '../../core/template/take-week.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { checkDraft, type Draft } from '../broadcasts/check-draft.ts';
import { columnsOf } from '../broadcasts/repo.ts';
import { noteOf } from '../history/notes.ts';
import { newestAct, type Plan, type PlanDeps, type PlannedWrite } from '../history/plan.ts';
import type { Principal } from '../http/principal.ts';
import { expiryNotes } from './expiry-notes.ts';
import { readGround } from './ground.ts';

/** A week that is to be laid onto another. */
export interface WeekToLay {
  week: TakenWeek;
  areaId: string;
  withBeneath: boolean;
  monday: LocalDate;
}

export interface WeekPlan {
  plan: Plan;
  /** What is left out, and why. */
  unfit: ChangeNote[];
  already: LaidWeek['already'];
}

/** What laying a week would write; what cannot be is left out and named. */
export async function planWeek(
  deps: PlanDeps,
  principal: Principal,
  { week, monday, ...scope }: WeekToLay,
): Promise<WeekPlan> {
  const { db, clock } = deps;
  const seen = (await newestAct(db, scope))?.id ?? null;
  const { ground, rows } = await readGround(db, scope, { monday, now: clock.now() });
  const laid = layWeek(week.entries, ground);
  const unfit: ChangeNote[] = [
    ...week.onlyOnce.map(({ title, date }) => faultNote('only_once', title, date)),
    ...laid.faults.map(({ fault, title, date }) => faultNote(fault, title, date)),
  ];
  const writes: PlannedWrite[] = [];
  const notes: ChangeNote[] = [];
  const add = async (draft: Draft, write: Pick<PlannedWrite, 'before' | 'origin'>) => {
    const checked = await check(deps, principal, draft);
    if ('unfit' in checked) unfit.push(checked.unfit);
    else {
      const predecessor_id = write.before?.predecessor_id ?? null;
      const columns = { ...columnsOf(draft), predecessor_id, state: 'active' as const };
      writes.push({ id: draft.id, columns, ...write });
      notes.push(...checked.notes);
    }
  };
  for (const made of laid.made) {
    const { origin, ...rest } = made;
    await add(draftOf(deps, rest), { before: null, origin });
  }
  for (const draft of laid.changed)
    await add(draft, { before: rows.get(draft.id) ?? null, origin: null });
  return { plan: { ...scope, writes, notes, seen }, unfit, already: laid.already };
}

function draftOf({ clock }: PlanDeps, made: Omit<NewBroadcast, 'origin'>): Draft {
  return { ...made, id: newId(clock), version: 1, urgentSince: null };
}

async function check(
  deps: PlanDeps,
  principal: Principal,
  draft: Draft,
): Promise<{ unfit: ChangeNote } | { notes: ChangeNote[] }> {
  try {
    const reach = await checkDraft(deps, principal, draft, deps.clock.now());
    return { notes: await expiryNotes(deps, draft, reach) };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'broken' || error.kind === 'busy')
      throw error;
    return { unfit: noteOf(error, draft.title, draft.dates.first) };
  }
}

function faultNote(code: string, title: string, date: LocalDate): ChangeNote {
  return { code, title, date, recordings: [] };
}
