import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { occurrenceRoutes } from '../../contract/http/occurrences.ts';
import type { Ruling } from '../../core/compile/day.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { mondayOf } from '../../core/week/monday-of.ts';
import { toKnownAsk } from '../asks/ask-row.ts';
import type { Database } from '../store/schema.ts';
import { stationAreaOnDay } from '../territory/place-of-day.ts';
import { readVersions } from '../weeks/approval-row.ts';

type Db = Kysely<Database>;
type Answer = typeof occurrenceRoutes.explain.answer;
type Step = z.output<Exclude<Answer, string>>['steps'][number];

export interface SaidRequest {
  occurrence: string;
  broadcast: { id: string; version: number };
  stationId: string;
  date: LocalDate;
  ruling: Ruling | undefined;
}

/** What people said of an occurrence at a station, who and when: approval, offer, decisions. */
export async function explainSaid(db: Db, request: SaidRequest): Promise<Step[]> {
  const asks = await readAsks(db, request);
  return [
    ...(await approvalStep(db, request)),
    ...asks.flatMap((row) => (row.own === null ? offerStep(row, request) : [])),
    ...(await decisionSteps(db, asks, request)),
  ];
}

/** Only where an approval was asked or given, or a granted window stands for it. */
async function approvalStep(db: Db, request: SaidRequest): Promise<Step[]> {
  const { broadcast, stationId, date, ruling } = request;
  const say = (ok: boolean, code: string, detail: Step['detail']) => [
    { step: 'approval' as const, ok, code, detail },
  ];
  if (ruling?.reason === 'week_not_approved') return say(false, 'week_not_approved', {});
  const rows = await db
    .selectFrom('week_approval')
    .innerJoin('station', (join) => join.on('week_approval.area_id', '=', stationAreaOnDay(date)))
    .innerJoin('user', 'user.id', 'week_approval.user_id')
    .select(['broadcasts', 'at', 'user.name as by'])
    .where('station.id', '=', stationId)
    .where('monday', '=', mondayOf(date))
    .where('withdrawn_at', 'is', null)
    .orderBy('week_approval.id', 'desc')
    .execute();
  const approval = rows.find((row) =>
    readVersions(row.broadcasts).some(({ id }) => id === broadcast.id),
  );
  if (approval) return say(true, 'week_approved', { by: approval.by, at: approval.at });
  const window = await db
    .selectFrom('window_version as placed')
    .innerJoin('play_window', 'play_window.id', 'placed.window_id')
    .innerJoin('user', 'user.id', 'play_window.granted_by')
    .select(['granted_at as at', 'user.name as by'])
    .where('placed.broadcast_id', '=', broadcast.id)
    .where('placed.version', '=', broadcast.version)
    .executeTakeFirst();
  return window ? say(true, 'in_window', window) : [];
}

function offerStep(row: AskRow, { ruling }: SaidRequest): Step[] {
  const { answered } = toKnownAsk(row);
  const { answer, scope } = answered;
  const say = (ok: boolean | null, code: string, detail: Step['detail']): Step[] => [
    { step: 'offer', ok, code, detail },
  ];
  // What airs after all was raised to a priority bulletin.
  const no = ruling?.airs === true ? null : false;
  const who = { by: row.by, at: row.answered_at };
  switch (answered.state) {
    case 'gone':
      return [];
    case 'open':
      return say(null, 'waiting', { deadline: row.deadline });
    case 'defaulted':
      return say(no, 'not_answered', { at: row.deadline });
    case 'answered': {
      const always = scope === 'always' ? '_always' : '';
      if (answer?.is !== 'accepted') return say(no, `declined${always}`, who);
      return say(true, `accepted${always}`, { ...who, sessionKey: answer.sessionKey });
    }
  }
}

async function decisionSteps(
  db: Db,
  rows: readonly AskRow[],
  { occurrence }: SaidRequest,
): Promise<Step[]> {
  const decisions = rows.filter(({ own, state }) => own !== null && state !== 'gone');
  const others = decisions.map((row) => (row.own === occurrence ? row.occurrence : row.own));
  const titles = await titlesOf(
    db,
    others.flatMap((other) => other ?? []),
  );
  return decisions.map((row, index) => {
    const { answer, state, scope } = toKnownAsk(row).answered;
    const other = titles.get(others[index] ?? '') ?? null;
    if (state === 'open')
      return {
        ...{ step: 'decision', ok: null, code: 'order_waiting' },
        detail: { other, deadline: row.deadline },
      };
    const first = answer?.is === 'first' ? answer.first : 'upper';
    const how = state === 'defaulted' ? '_by_default' : scope === 'always' ? '_always' : '';
    const detail = { other, by: row.by, at: row.answered_at };
    return { step: 'decision', ok: true, code: `${first}_first${how}`, detail };
  });
}

type AskRow = Awaited<ReturnType<typeof readAsks>>[number];

function readAsks(db: Db, { occurrence, stationId, date }: SaidRequest) {
  return db
    .selectFrom('ask')
    .leftJoin('user', 'user.id', 'ask.answered_by')
    .selectAll('ask')
    .select('user.name as by')
    .where('station_id', '=', stationId)
    .where('date', '=', date)
    .where((eb) => eb.or([eb('occurrence', '=', occurrence), eb('own', '=', occurrence)]))
    .orderBy('ask.id')
    .execute();
}

async function titlesOf(db: Db, occurrences: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map(occurrences.map((one) => [one, parseOccurrenceId(one)?.broadcastId ?? '']));
  if (ids.size === 0) return new Map();
  const rows = await db
    .selectFrom('broadcast')
    .select(['id', 'title'])
    .where('id', 'in', [...new Set(ids.values())])
    .execute();
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  return new Map([...ids].map(([occurrence, id]) => [occurrence, titles.get(id) ?? '']));
}
