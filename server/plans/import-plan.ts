import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { planRoutes, PlanLineAnswer, PlanPreview } from '../../contract/http/plans.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { displacedBy } from '../broadcasts/displaced.ts';
import { triedDays } from '../broadcasts/heard-day.ts';
import { toOutlook } from '../broadcasts/outlook.ts';
import { broadcastIn } from '../broadcasts/owners.ts';
import type { Reach } from '../broadcasts/reach.ts';
import { columnsOf } from '../broadcasts/repo.ts';
import { carryOut, newestAct, type PlanDeps, type PlannedWrite } from '../history/plan.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import { broadcastsFrom } from './already-there.ts';
import { readPlanGround, type PlanGround } from './plan-ground.ts';
import type { PlanReader } from './plan-reader.ts';
import type { ReadPlan } from './plan-thread.ts';
import { readLines, type CheckedDraft, type ReadLine } from './read-lines.ts';

export type PlanImport = z.output<NonNullable<(typeof planRoutes.import)['body']>> & {
  language: Language;
};

export interface ImportDeps extends PlanDeps {
  reader: PlanReader;
}

/** So many items one plan has at the most. */
const mostLines = 500;

/**
 * Takes over a plan, or tells how it is understood and what it would do. What a person saves is exactly what
 * they were shown: the preview's name for it is held against what the plan comes to now.
 * @throws AppError with one of the codes that the contract names
 */
export async function importPlan(
  deps: ImportDeps,
  principal: Principal,
  given: PlanImport,
): Promise<PlanPreview> {
  if (given.dryRun) return preview(deps, principal, given);
  const { plan, seen } = given;
  const saved = await saveOnce(deps, principal, given);
  const none = { monday: null, rows: [], lines: [], displaced: [], displacedCount: 0 };
  return { ...none, ...saved, seen, plan: plan ?? '' };
}

interface Prepared extends Pick<PlanPreview, 'monday' | 'rows' | 'plan' | 'seen'> {
  lines: ReadLine[];
  /** Of the lines that are ready. */
  drafts: CheckedDraft[];
}

async function prepare(
  deps: ImportDeps,
  principal: Principal,
  given: PlanImport,
): Promise<Prepared> {
  const ground = await readPlanGround(deps, principal, given);
  const newest = await newestAct(deps.db, { areaId: given.areaId, withBeneath: false });
  const seen = given.dryRun ? (newest?.id ?? null) : given.seen;
  const { text, rows: wanted } = given;
  const read = await deps.reader.plan({ text, rows: wanted, context: ground.context });
  const { rows, monday } = read;
  const lines = await readAll(deps, principal, { given, ground, read });
  const drafts = lines.flatMap(({ answer, drafts: own }) => (answer.state === 'ready' ? own : []));
  return { monday, rows, lines, drafts, seen, plan: nameOf(principal, { given, drafts, seen }) };
}

async function preview(
  deps: ImportDeps,
  principal: Principal,
  given: PlanImport,
): Promise<PlanPreview> {
  const { monday, rows, lines, drafts, seen, plan } = await prepare(deps, principal, given);
  const told = await air(deps, lines, drafts);
  return { monday, rows, made: drafts.length, seen, plan, change: null, ...told };
}

async function readAll(
  deps: ImportDeps,
  principal: Principal,
  { given, ground, read }: { given: PlanImport; ground: PlanGround; read: ReadPlan },
): Promise<ReadLine[]> {
  if (read.lines.filter(({ kind }) => kind === 'item').length > mostLines)
    throw new AppError('plan_too_long', `it has more than ${mostLines} lines`);
  const known = await broadcastsFrom(deps.db, given.areaId, ground.context.today);
  return readLines(deps, principal, read.lines, {
    ...{ ground, known, language: given.language, firstOrder: orderAfter(known) },
    choices: new Map(given.choices.map(({ line, recordingId }) => [line, recordingId])),
    accept: new Set(given.accept),
    drop: new Set(given.drop),
  });
}

/** Behind all that the area has in sessions. */
function orderAfter(known: readonly Broadcast[]): number {
  const orders = known.map(({ placement }) => (placement.kind === 'session' ? placement.order : 0));
  return Math.max(0, ...orders) + 1;
}

/** The same for the same broadcasts of the same person onto the same timetable. */
function nameOf(
  { userId }: Principal,
  {
    given,
    drafts,
    seen,
  }: { given: PlanImport; drafts: readonly CheckedDraft[]; seen: string | null },
): string {
  const what = drafts.map(({ draft: { id: _id, ...rest } }) => rest);
  return sha256(JSON.stringify([userId, given.areaId, given.stationId, seen, what]));
}

/** Compiles the stations concerned as if all of it were saved. */
async function air(
  { db, access, timetable, clock }: PlanDeps,
  lines: readonly ReadLine[],
  drafts: readonly CheckedDraft[],
): Promise<Pick<PlanPreview, 'lines' | 'displaced' | 'displacedCount'>> {
  const answers = lines.map(({ answer }) => answer);
  if (drafts.length === 0) return { lines: answers, displaced: [], displacedCount: 0 };
  const broadcasts = drafts.map(({ draft }) => draft);
  const windows = new Map(
    drafts.flatMap(({ draft, checked }) =>
      checked.windowId === null ? [] : [[draft.id, checked.windowId] as const],
    ),
  );
  const stationIds = await stationsOfTargets(
    db,
    broadcasts.map(({ targets }) => targets),
  );
  const trials = await timetable.tryOut({ drafts: broadcasts, windows, withdrawn: [] }, stationIds);
  const now = clock.now();
  const outlook = await toOutlook(db, {
    // Places that go are told of the lines that name them.
    ...{ reach: reachOf(drafts, now), lost: [], days: triedDays(trials, now), broadcasts, now },
    displaced: displacedBy(trials, new Set(broadcasts.map(({ id }) => id)), now),
    areas: await access.areas(),
  });
  const airOf = ({ drafts: own }: ReadLine): PlanLineAnswer['air'] => {
    const ids = new Set(own.map(({ draft }) => draft.id));
    return outlook.occurrences
      .filter(({ id }) => ids.has(broadcastIn(id)))
      .map(({ stationName, date, airs, reason, startsAt, beatenBy }) => ({
        ...{ stationName, date, airs, reason, startsAt, beatenBy },
      }));
  };
  return {
    lines: lines.map((line) => ({ ...line.answer, air: airOf(line) })),
    displaced: outlook.displaced.map(({ title, ownerAreaName, stationName, startedAt, what }) => ({
      ...{ title, ownerAreaName, stationName, startedAt, what },
    })),
    displacedCount: outlook.displacedCount,
  };
}

function reachOf(drafts: readonly CheckedDraft[], now: number): Reach {
  const stations = new Map(
    drafts.flatMap(({ checked }) => checked.stations.map((station) => [station.id, station])),
  );
  const places = new Map(
    drafts.flatMap(({ checked }) => checked.places.map((place) => [place.endpointId, place])),
  );
  const date = localDateOf(now, 'UTC');
  return { date, stations: [...stations.values()], places: [...places.values()] };
}

/** How many broadcasts a plan made, and the change by which it did. */
type Saved = Pick<PlanPreview, 'made' | 'change'>;

/** Saves a plan unless it is saved already. */
async function saveOnce(deps: ImportDeps, principal: Principal, given: PlanImport): Promise<Saved> {
  const before = await savedAs(deps.db, principal, given.plan);
  if (before) return before;
  try {
    return await save(deps, principal, given);
  } catch (error) {
    // The same plan, sent twice at once, changed the timetable itself.
    const saved = error instanceof AppError ? await savedAs(deps.db, principal, given.plan) : null;
    if (saved) return saved;
    throw error;
  }
}

async function save(deps: ImportDeps, principal: Principal, given: PlanImport): Promise<Saved> {
  const { lines, drafts, plan } = await prepare(deps, principal, given);
  if (given.plan !== plan)
    throw new AppError('plan_changed', 'the plan comes to something else than its preview');
  const open = lines.filter(({ answer: { state } }) => state === 'question' || state === 'unfit');
  if (open.length > 0 && !given.leaveOut)
    throw new AppError('plan_unclear', 'some lines are still open', {
      fields: open.map(({ answer: { key, text, state } }) => ({
        ...{ path: key, code: state, message: text },
      })),
    });
  if (drafts.length === 0) throw new AppError('plan_empty', 'it holds nothing to be saved');
  const { areaId, stationId, weekOf, seen } = given;
  const writes = writesOf(drafts, plan);
  const change = await carryOut(
    deps,
    principal,
    { areaId, withBeneath: false, writes, notes: [], seen },
    { what: 'import', seen, detail: { stationId, weekOf, leftOut: open.length } },
  );
  return { made: writes.length, change };
}

/** What a person has saved by a plan already; `null`: nothing. */
async function savedAs(
  db: Kysely<Database>,
  { userId }: Principal,
  plan: string | null,
): Promise<Saved | null> {
  if (plan === null || plan === '') return null;
  const rows = await db
    .selectFrom('broadcast_version')
    .select('act_id')
    .where('origin', '>=', originOf(plan, ''))
    .where('origin', '<', `${originOf(plan, '')}~`)
    .where('user_id', '=', userId)
    .execute();
  const [first] = rows;
  return first ? { made: rows.length, change: first.act_id } : null;
}

function writesOf(drafts: readonly CheckedDraft[], plan: string): PlannedWrite[] {
  return drafts.map(({ draft, checked }, index) => ({
    id: draft.id,
    before: null,
    columns: { ...columnsOf(draft), predecessor_id: null, state: 'active' },
    origin: originOf(plan, index),
    windowId: checked.windowId,
  }));
}

/** By it a plan is found that was saved already. */
function originOf(plan: string, index: number | ''): string {
  return `plan:${plan}:${index}`;
}
