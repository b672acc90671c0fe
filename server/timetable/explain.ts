import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { occurrenceRoutes } from '../../contract/http/occurrences.ts';
import type { Area } from '../../core/area/area.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import { reaches } from '../../core/broadcast/targets.ts';
import type { Verdict } from '../../core/verdict/verdict.ts';
import { AppError } from '../../runtime/error.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { asRun } from '../reports/as-run.ts';
import type { Database } from '../store/schema.ts';
import { loadMembership } from './membership.ts';
import { dayOf } from './show-playlist.ts';

type Answer = typeof occurrenceRoutes.explain.answer;
type Step = z.output<Exclude<Answer, string>>['steps'][number];

export interface ExplainRequest {
  occurrence: string;
  endpoint: { id: string; stationId: string; areaId: string };
  areas: ReadonlyMap<string, Area>;
  now: number;
}

/**
 * Why an occurrence sounds at an endpoint, or not, step by step; the first that says no is the last.
 * @throws AppError `occurrence_not_found`
 */
export async function explain(
  db: Kysely<Database>,
  { occurrence, endpoint, areas, now }: ExplainRequest,
): Promise<Step[]> {
  const { row, date } = await requireOccurrence(db, occurrence);
  const broadcast = toBroadcast(row);
  const day = await dayOf(db, endpoint.id, date);
  const ruling = day.rulings.find((one) => one.occurrence === occurrence);
  const { id: endpointId, stationId, areaId } = endpoint;
  const membership = await loadMembership(db, areas, date);
  const place = membership.of({ endpointId, stationId, areaId });
  const isWithdrawn = row.state === 'withdrawn';
  const isOn = occursOn(broadcast.dates, date);
  const isReached = reaches(broadcast.targets, place, areas, date);

  const steps: Step[] = [];
  const say = (step: Step['step'], ok: boolean | null, code: string, detail: Step['detail']) => {
    steps.push({ step, ok, code, detail });
    return ok !== false;
  };
  // What has aired is told even if it was withdrawn afterwards.
  const isPast = ruling?.airs === true;
  const rule = isWithdrawn ? 'withdrawn' : isOn ? 'on_date' : 'not_on_date';
  if (!say('rule', isPast || (isOn && !isWithdrawn), rule, { date })) return steps;
  if (!say('targets', isPast || isReached, isReached ? 'reached' : 'not_targeted', {}))
    return steps;
  const { reason = 'not_compiled', startsAt = null, recordingId = null } = ruling ?? {};
  if (!say('placement', ruling?.airs ?? null, reason, { startsAt, recordingId }) || !ruling)
    return steps;
  const held = await heldSince(db, endpoint.id, day.playlist ?? '');
  say('delivered', held !== null, held === null ? 'not_held' : 'held', {
    playlist: day.playlist,
    since: held,
  });
  const filter = { from: date, to: date, endpointId: endpoint.id };
  const entries = await asRun(db, { ...filter, broadcastId: row.id }, now);
  for (const { verdict, reason: why, startErrorMs, heardMs, entryKey } of entries)
    say('verdict', isGood(verdict), verdict, { entryKey, reason: why, startErrorMs, heardMs });
  return steps;
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
      return false;
  }
}
