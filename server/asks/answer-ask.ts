import type { Kysely, Transaction } from 'kysely';
import type { AnswerScope, AskAnswer } from '../../core/ask/answer.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { answeredColumns } from './ask-row.ts';
import { findAsk, type StationAsk } from './list-asks.ts';
import { mayAnswerAsk } from './may-answer-ask.ts';

export interface AsksDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: TimetableChanges;
  clock: Clock;
  /** See core/compile/freeze. */
  freezeMs: number;
}

export interface Said {
  answer: AskAnswer;
  scope: AnswerScope;
}

/**
 * An ask that a person may answer now.
 * @throws AppError `offer_not_found`, `decision_not_found`, `not_allowed`, `ask_gone`, `answer_too_late`
 */
export async function requireAsk(
  { db, access, clock }: AsksDeps,
  principal: Principal,
  about: { kind: 'offer' | 'decision'; id: string },
): Promise<StationAsk> {
  const tree = await access.tree();
  const row = await findAsk({ db, tree, now: clock.now() }, principal, about);
  if (!row) throw new AppError(`${about.kind}_not_found`, `there is no ${about.kind} ${about.id}`);
  if (!mayAnswerAsk(principal, row, tree))
    throw new AppError('not_allowed', 'those who operate the station or approve for it answer');
  requireOpen(row, clock.now());
  return row;
}

/** Keeps an answer and compiles the station by it. */
export async function answerAsk(
  deps: AsksDeps,
  principal: Principal,
  row: StationAsk,
  { answer, scope }: Said,
): Promise<void> {
  const { db, timetable, clock } = deps;
  await db.transaction().execute(async (trx) => {
    const now = clock.now();
    const said = { state: 'answered', answer, scope } as const;
    const { numUpdatedRows } = await trx
      .updateTable('ask')
      .set(answeredColumns({ ...said, answeredBy: principal.userId, answeredAt: now }))
      .where('id', '=', row.id)
      .where('deadline', '>', now)
      .where('state', 'in', ['open', 'answered'])
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw tooLate();
    if (scope === 'always') await keepStanding(trx, { row, answer, principal, clock });
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: `${row.kind}.answer`,
      subject: row.id,
      areaId: row.station_area_id,
      detail: { occurrence: row.occurrence, own: row.own, answer, scope },
    });
  });
  await timetable.changed({ stationIds: [row.station_id] });
}

/** The newest answer for always takes the place of the one before. */
async function keepStanding(
  trx: Transaction<Database>,
  given: { row: StationAsk; answer: AskAnswer; principal: Principal; clock: Clock },
): Promise<void> {
  const { row, answer, principal, clock } = given;
  const about = { station_id: row.station_id, kind: row.kind, area_id: row.owner_area_id };
  await trx
    .updateTable('standing_answer')
    .set({ ended_by: principal.userId, ended_at: clock.now() })
    .where('station_id', '=', about.station_id)
    .where('kind', '=', about.kind)
    .where('area_id', '=', about.area_id)
    .where('ended_at', 'is', null)
    .execute();
  await trx
    .insertInto('standing_answer')
    .values({
      id: newId(clock),
      ...about,
      answer: JSON.stringify(answer),
      user_id: principal.userId,
      at: clock.now(),
    })
    .execute();
}

function requireOpen({ state, deadline }: StationAsk, now: number): void {
  if (state === 'gone') throw new AppError('ask_gone', 'nobody asks this any more');
  if (state === 'defaulted' || deadline <= now) throw tooLate();
}

function tooLate(): AppError {
  return new AppError('answer_too_late', 'it is too late to answer: the timetable stands fast');
}
