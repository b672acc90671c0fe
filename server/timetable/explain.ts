import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { occurrenceRoutes } from '../../contract/http/occurrences.ts';
import { inForceOn } from '../../core/area/in-force.ts';
import type { Tree } from '../../core/area/tree.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import { reaches } from '../../core/broadcast/targets.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { isUnheard } from '../../core/verdict/to-the-ear.ts';
import type { Verdict } from '../../core/verdict/verdict.ts';
import { AppError } from '../../runtime/error.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { asRun } from '../reports/as-run.ts';
import type { Database } from '../store/schema.ts';
import { loadPlaces } from '../territory/endpoint-places.ts';
import { loadMembership } from './membership.ts';
import { explainSaid } from './explain-said.ts';
import { dayOf } from './show-playlist.ts';

type Answer = typeof occurrenceRoutes.explain.answer;
type Step = z.output<Exclude<Answer, string>>['steps'][number];

export interface ExplainRequest {
  occurrence: string;
  endpoint: { id: string; stationId: string; areaId: string };
  tree: Tree;
  now: number;
}

/**
 * Why an occurrence sounds at an endpoint, or not, step by step; the first that says no is the last.
 * @throws AppError `occurrence_not_found`
 */
export async function explain(db: Kysely<Database>, request: ExplainRequest): Promise<Step[]> {
  const { endpoint, now } = request;
  const { steps, broadcastId, date, playlist } = await explainPlan(db, request);
  if (playlist === null) return steps;
  const held = await heldSince(db, endpoint.id, playlist);
  steps.push({
    ...{ step: 'delivered', ok: held !== null, code: held === null ? 'not_held' : 'held' },
    detail: { playlist, since: held },
  });
  const entries = await asRun(
    db,
    { from: date, to: date, endpointId: endpoint.id, broadcastId },
    now,
  );
  for (const { verdict, toTheEar, reason: why, startErrorMs, heardMs, entryKey } of entries) {
    const ok = isUnheard({ verdict, toTheEar }) ? false : isGood(verdict);
    const detail = { entryKey, reason: why, startErrorMs, heardMs, toTheEar };
    steps.push({ step: 'verdict', ok, code: verdict, detail });
  }
  return steps;
}

/** The steps up to its place in the day; `playlist` is that of the day where it airs in it, otherwise `null`. */
export interface ExplainedPlan {
  steps: Step[];
  broadcastId: string;
  date: LocalDate;
  playlist: string | null;
}

/**
 * The part of an explanation that endpoints with the same day have in common; `heardOn`: the day on which it
 * sounds, where as a guest that is a later one.
 * @throws AppError `occurrence_not_found`
 */
export async function explainPlan(
  db: Kysely<Database>,
  { occurrence, endpoint, tree, heardOn }: Omit<ExplainRequest, 'now'> & { heardOn?: LocalDate },
): Promise<ExplainedPlan> {
  const { row, date } = await requireOccurrence(db, occurrence);
  const broadcast = toBroadcast(row);
  const day = await dayOf(db, endpoint.id, heardOn ?? date);
  const ruling = day.rulings.find((one) => one.occurrence === occurrence);
  const membership = await loadMembership(db, tree);
  const place = membership.on(await placeOn(db, endpoint, date), date);
  const isWithdrawn = row.state === 'withdrawn';
  const isOn = occursOn(broadcast.dates, date);
  const isReached = reaches(broadcast, place, tree, date);

  const steps: Step[] = [];
  const say = (step: Step['step'], ok: boolean | null, code: string, detail: Step['detail']) => {
    steps.push({ step, ok, code, detail });
    return ok !== false;
  };
  const ended: ExplainedPlan = { steps, broadcastId: row.id, date, playlist: null };
  // What has aired is told even if it was withdrawn afterwards.
  const isPast = ruling?.airs === true;
  const rule = isWithdrawn ? 'withdrawn' : isOn ? 'on_date' : 'not_on_date';
  if (!say('rule', isPast || (isOn && !isWithdrawn), rule, { date })) return ended;
  if (!say('targets', isPast || isReached, isReached ? 'reached' : 'not_targeted', {}))
    return ended;
  const { stationId } = place;
  const said = await explainSaid(db, { occurrence, broadcast, stationId, date, ruling });
  for (const { step, ok, code, detail } of said) if (!say(step, ok, code, detail)) return ended;
  const { reason = 'not_compiled', startsAt = null, recordingId = null } = ruling ?? {};
  if (!say('placement', ruling?.airs ?? null, reason, { startsAt, recordingId }) || !ruling)
    return ended;
  return { ...ended, playlist: day.playlist ?? '' };
}

/** Where an endpoint stands on a day. */
async function placeOn(
  db: Kysely<Database>,
  endpoint: ExplainRequest['endpoint'],
  date: LocalDate,
) {
  const [placed] = await loadPlaces(db, { endpointIds: [endpoint.id] });
  const { stationId, areaId } = inForceOn(placed?.places ?? [], date) ?? endpoint;
  return { endpointId: endpoint.id, stationId, areaId };
}

async function requireOccurrence(db: Kysely<Database>, occurrence: string) {
  const parsed = parseOccurrenceId(occurrence);
  const row = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', '=', parsed?.broadcastId ?? '')
    .executeTakeFirst();
  if (!parsed || !row)
    throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence}`);
  return { row, date: parsed.date };
}

async function heldSince(
  db: Kysely<Database>,
  endpointId: string,
  playlist: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('holding')
    .select('since')
    .where('endpoint_id', '=', endpointId)
    .where('playlist_sha256', '=', playlist)
    .executeTakeFirst();
  return row?.since ?? null;
}

function isGood(verdict: Verdict): boolean | null {
  switch (verdict) {
    case 'played':
    case 'delivered':
    case 'declared':
      return true;
    case 'due':
    case 'awaiting_report':
      return null;
    case 'late':
    case 'partial':
    case 'preempted':
    case 'skipped':
    case 'stopped':
    case 'offline':
    case 'missed':
    case 'declared_missed':
      return false;
  }
}
