import { sql, type Kysely } from 'kysely';
import type { RoyaltyPieceAnswer } from '../../contract/http/royalties.ts';
import { lineOn } from '../../core/area/tree.ts';
import { countedOn } from '../../core/royalty/closed-months.ts';
import { contributorKey, earned, rateFor } from '../../core/royalty/royalty.ts';
import { fold } from '../../core/text/fold.ts';
import { addDays, startOfDay } from '../../core/time/zoned.ts';
import { cutNameInSql } from '../recordings/cut-name-in-sql.ts';
import { floorProfile } from '../recordings/rendition-key.ts';
import { among } from '../store/among.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { readClosedMonths } from './read-closings.ts';
import { isAsked } from './is-asked.ts';
import { readPaid } from './paid-pieces.ts';
import { readRates } from './rates.ts';
import type { RoyaltyQuery } from './royalty-query.ts';

interface Aired {
  recordingId: string;
  title: string;
  contributor: string;
  genre: string | null;
  areaId: string;
  airedOn: string;
  countedOn: string;
  /** Of the newest version, for want of a better one. */
  newestMs: number | null;
}

/**
 * Recordings for which somebody is to be paid and that were first heard on these days, in the order of those: by the
 * sums of the air, so that each is in the report of one period alone, and in the one in which loudspeakers played it.
 * Closed lists are as they were signed; what is not in that of its month is in the next that is not closed.
 */
export async function listPieces(query: RoyaltyQuery): Promise<RoyaltyPieceAnswer[]> {
  const pieces = [...(await readPaid(query)), ...(await listOwed(query))];
  const place = ({ airedOn, recordingId }: RoyaltyPieceAnswer) => `${airedOn} ${recordingId}`;
  return pieces.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** What no closed list has. */
async function listOwed(query: RoyaltyQuery): Promise<RoyaltyPieceAnswer[]> {
  const { db, tree, zone } = query;
  const aired = await readOwed(query);
  const approved = await readApproved(
    db,
    aired.map(({ recordingId }) => recordingId),
  );
  const rates = groupRows(await readRates(db), ({ genre }) => fold(genre));
  return aired.map(({ newestMs, ...piece }) => {
    const { recordingId, genre, areaId, airedOn: date } = piece;
    const before = startOfDay(addDays(date, 1), zone);
    // The one that was heard: what was approved later has been heard later.
    const versions = approved.get(recordingId) ?? [];
    const version = versions.findLast(({ at }) => at < before) ?? versions[0];
    const durationMs = version?.durationMs ?? newestMs ?? 0;
    const line = lineOn(tree, areaId, date).map(({ id }) => id);
    const ofGenre = genre === null ? [] : (rates.get(fold(genre)) ?? []);
    const found = rateFor(ofGenre, line, { genre, date });
    return {
      ...piece,
      ...{ approvedAt: version?.at ?? null, durationMs },
      rate: found && { areaId: found.areaId, unit: found.unit, dong: found.dong },
      dong: found && earned(found, durationMs),
    };
  });
}

async function readOwed(query: RoyaltyQuery): Promise<Aired[]> {
  const { db, filter } = query;
  const closed = await readClosedMonths(db);
  const none: ReadonlySet<string> = new Set();
  return (await readHeard(query))
    .map((piece) => ({
      ...piece,
      countedOn: countedOn(piece.airedOn, closed.get(piece.areaId) ?? none),
    }))
    .filter((piece) => piece.countedOn >= filter.from && piece.countedOn <= filter.to);
}

/** What was heard on these days, or before in a month that is closed, and is not paid. */
async function readHeard(query: RoyaltyQuery): Promise<Omit<Aired, 'countedOn'>[]> {
  const { db, filter } = query;
  const { from, to } = filter;
  // By the tree of the day on which a late one counts at the earliest.
  const day = sql<string>`max("airedOn", ${from})`;
  const { rows } = await sql<Omit<Aired, 'countedOn'>>`
    select * from (
      select recording.id as "recordingId", title, contributor, genre, area_id as "areaId",
        duration_ms as "newestMs",
        (select min(air_sum.date) from air_sum where air_sum.item = recording.id
          and (heard_ms > 0 or declared > 0)) as "airedOn"
      from recording where contributor is not null
        and recording.id not in (select recording_id from royalty_paid)) as aired
    where "airedOn" <= ${to} and ${isAsked(query, day)}
      and ("airedOn" >= ${from} or exists (select 1 from royalty_closing as closing
        where closing.area_id = "areaId" and closing.month = substr("airedOn", 1, 8) || '01'))`.execute(
    db,
  );
  return rows;
}

/** The approvals of recordings in order, with the lengths of what was approved. */
async function readApproved(db: Kysely<Database>, recordingIds: readonly string[]) {
  const { rows } = await sql<{ recordingId: string; at: number; durationMs: number | null }>`
    select version.recording_id as "recordingId", approval.at, rendition.duration_ms as "durationMs"
    from recording_version as version
    join approval on approval.version_id = version.id and approval.decision = 'approved'
    left join rendition on rendition.source_sha256 = version.source_sha256
      and rendition.cut = ${cutNameInSql('version')} and rendition.profile = ${floorProfile}
    where version.recording_id in ${among(recordingIds)}
    order by approval.at`.execute(db);
  return groupRows(rows, ({ recordingId }) => recordingId);
}

/** Whether a piece belongs to a line of the report. */
export function isOfContributor(piece: RoyaltyPieceAnswer, key: string): boolean {
  return contributorKey(piece) === key;
}
