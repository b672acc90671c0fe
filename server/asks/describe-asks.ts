import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { askFields, outcome, sounds } from '../../contract/http/asks.ts';
import type { DecisionAnswered } from '../../contract/http/decisions.ts';
import type { OfferAnswered } from '../../contract/http/offers.ts';
import type { Tree } from '../../core/area/tree.ts';
import { contentOn, type Content } from '../../core/broadcast/broadcast.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { toKnownAsk } from './ask-row.ts';
import type { StationAsk } from './list-asks.ts';
import { mayAnswerAsk } from './may-answer-ask.ts';
import { loadStationDays, type StationDays } from './station-days.ts';

type Db = Kysely<Database>;
type Fields = z.output<z.ZodObject<typeof askFields>>;

/** To whom asks are shown, and when. */
export interface Reader {
  principal: Principal;
  tree: Tree;
  now: number;
  /** See core/compile/freeze. */
  freezeMs: number;
}

/** Offers with what they would sound, where they fit, and what becomes of them. */
export async function describeOffers(
  db: Db,
  rows: readonly StationAsk[],
  reader: Reader,
): Promise<OfferAnswered[]> {
  const parts = await loadParts(db, rows);
  return rows.flatMap((row) => {
    const { ask, answered } = toKnownAsk(row);
    if (ask.kind !== 'offer') return [];
    const { answer } = answered;
    const { occurrence, date } = ask;
    const sessions = parts.days
      .sessionsFor(row.station_id, date, occurrence)
      .filter(({ startsAt }) => startsAt - reader.freezeMs > reader.now);
    return [
      {
        ...fieldsOf(row, reader),
        occurrence,
        broadcastId: ask.broadcastId,
        ...parts.contentOf(occurrence),
        soundMs: ask.soundMs,
        startsAt: ask.startsAt,
        because: ask.because,
        mayAirAsAsked: ask.mayAirAsAsked,
        suggests: ask.suggests,
        sessions,
        answer:
          answer === null || answer.is === 'first'
            ? null
            : { is: answer.is, sessionKey: answer.is === 'accepted' ? answer.sessionKey : null },
        outcome: parts.outcomeOf(row, occurrence),
      },
    ];
  });
}

/** Decisions with both items and what becomes of them. */
export async function describeDecisions(
  db: Db,
  rows: readonly StationAsk[],
  reader: Reader,
): Promise<DecisionAnswered[]> {
  const parts = await loadParts(db, rows);
  return rows.flatMap((row) => {
    const { ask, answered } = toKnownAsk(row);
    if (ask.kind !== 'decision') return [];
    const item = (occurrence: string) => ({
      occurrence,
      broadcastId: parseOccurrenceId(occurrence)?.broadcastId ?? '',
      ...parts.contentOf(occurrence),
      outcome: parts.outcomeOf(row, occurrence),
    });
    const { answer } = answered;
    return [
      {
        ...fieldsOf(row, reader),
        upper: item(ask.upper),
        own: item(ask.own),
        answer: answer?.is === 'first' ? { first: answer.first } : null,
      },
    ];
  });
}

function fieldsOf(row: StationAsk, { principal, tree, now }: Reader): Fields {
  const isLive = row.state === 'open' || row.state === 'answered';
  return {
    id: row.id,
    stationId: row.station_id,
    stationName: row.station_name,
    areaId: row.station_area_id,
    date: row.date,
    deadline: row.deadline,
    state: row.state,
    ownerAreaId: row.owner_area_id,
    ownerName: row.owner_name,
    scope: row.scope,
    answeredBy: row.answered_by_name,
    answeredAt: row.answered_at,
    mayAnswer: isLive && now < row.deadline && mayAnswerAsk(principal, row, tree),
  };
}

interface Parts {
  days: StationDays;
  contentOf(occurrence: string): { title: string; sounds: z.output<typeof sounds> };
  outcomeOf(row: StationAsk, occurrence: string): z.output<typeof outcome>;
}

async function loadParts(db: Db, rows: readonly StationAsk[]): Promise<Parts> {
  const occurrences = rows.flatMap(({ occurrence, own }) => [occurrence, ...(own ? [own] : [])]);
  const contents = await readContents(db, occurrences);
  const titles = await readTitles(db, [...contents.values()].flatMap(namedIn));
  const days = await loadStationDays(
    db,
    rows.map((row) => ({ stationId: row.station_id, date: row.date })),
  );
  return {
    days,
    contentOf: (occurrence) => {
      const content = contents.get(occurrence);
      const ids = content ? namedIn(content) : [];
      return {
        title: content?.title ?? '',
        sounds: ids.map((recordingId) => ({ recordingId, title: titles.get(recordingId) ?? '' })),
      };
    },
    outcomeOf: (row, occurrence) => {
      const ruling = days.rulingOf(row.station_id, row.date, occurrence);
      if (!ruling) return null;
      const { airs, reason, startsAt, sessionKey } = ruling;
      return { airs, reason, startsAt, sessionKey };
    },
  };
}

/** What occurrences are on their days, by occurrence. */
async function readContents(db: Db, occurrences: readonly string[]): Promise<Map<string, Content>> {
  const refs = occurrences.flatMap((occurrence) => {
    const ref = parseOccurrenceId(occurrence);
    return ref ? [{ occurrence, ...ref }] : [];
  });
  if (refs.length === 0) return new Map();
  const ids = [...new Set(refs.map(({ broadcastId }) => broadcastId))];
  const rows = await db.selectFrom('broadcast').selectAll().where('id', 'in', ids).execute();
  const broadcasts = new Map(rows.map((row) => [row.id, toBroadcast(row)]));
  return new Map(
    refs.flatMap(({ occurrence, broadcastId, date }) => {
      const broadcast = broadcasts.get(broadcastId);
      return broadcast ? [[occurrence, contentOn(broadcast, date)] as const] : [];
    }),
  );
}

function namedIn({ items }: Content): string[] {
  return items.flatMap((item) => (item.type === 'recording' ? [item.recordingId] : []));
}

async function readTitles(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('recording')
    .select(['id', 'title'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}
