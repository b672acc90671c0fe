import type { Kysely } from 'kysely';
import type { StandingAnswer } from '../../core/ask/answer.ts';
import type { Answers, First, OfferAnswer } from '../../core/compile/answers.ts';
import { noAnswers, pairOf } from '../../core/compile/answers.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { toKnownAsk } from './ask-row.ts';
import { standingAnswersOf } from './standing.ts';

/** What stations said: of occurrences from a day on, and once for always; by station. */
export async function loadAnswers(
  db: Kysely<Database>,
  stationIds: readonly string[],
  since: LocalDate,
): Promise<(stationId: string) => Answers> {
  if (stationIds.length === 0) return () => noAnswers;
  const standing = await standingAnswersOf(db, stationIds);
  const rows = await db
    .selectFrom('ask')
    .selectAll()
    .where('station_id', 'in', stationIds)
    .where('date', '>=', since)
    // What was said for always is in the standing answers; the default is what holds anyway.
    .where('state', '=', 'answered')
    .where('scope', '=', 'this')
    .execute();
  const said = groupRows(rows, (row) => row.station_id);
  const answers = new Map(
    stationIds.map((id) => [id, toAnswers(said.get(id) ?? [], standing.get(id) ?? [])]),
  );
  return (stationId) => answers.get(stationId) ?? noAnswers;
}

function toAnswers(rows: readonly Database['ask'][], standing: readonly StandingAnswer[]): Answers {
  const offers = new Map<string, OfferAnswer>();
  const first = new Map<string, First>();
  for (const { ask, answered } of rows.map(toKnownAsk)) {
    const { answer } = answered;
    if (ask.kind === 'offer' && answer && answer.is !== 'first') offers.set(ask.occurrence, answer);
    if (ask.kind === 'decision' && answer?.is === 'first')
      first.set(pairOf(ask.upper, ask.own), answer.first);
  }
  const standingOffers = new Map<string, OfferAnswer>();
  const standingFirst = new Map<string, First>();
  for (const { areaId, answer } of standing)
    if (answer.is === 'first') standingFirst.set(areaId, answer.first);
    else standingOffers.set(areaId, answer);
  return { offers, first, standingOffers, standingFirst };
}
