import { sql, type Kysely } from 'kysely';
import type { z } from 'zod';
import type { RoyaltyPieceAnswer, royaltyRoutes } from '../../contract/http/royalties.ts';
import { lineOn, type Tree } from '../../core/area/tree.ts';
import { contributorKey, earned, rateFor } from '../../core/royalty/royalty.ts';
import { fold } from '../../core/text/fold.ts';
import { addDays, startOfDay } from '../../core/time/zoned.ts';
import type { Principal } from '../http/principal.ts';
import { cutNameInSql } from '../recordings/cut-name-in-sql.ts';
import { floorProfile } from '../recordings/rendition-key.ts';
import { among } from '../store/among.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { isBeneathOnDay, isInScopeOnDay } from '../territory/beneath-on-day.ts';
import { readRates } from './rates.ts';

export type RoyaltyFilter = z.output<NonNullable<typeof royaltyRoutes.lines.query>>;

/** From what the report is made, and for whom. */
export interface RoyaltyQuery {
  db: Kysely<Database>;
  tree: Tree;
  principal: Principal;
  filter: RoyaltyFilter;
  /** In which days are meant. */
  zone: string;
}

interface Aired {
  recordingId: string;
  title: string;
  contributor: string;
  genre: string | null;
  areaId: string;
  airedOn: string;
  /** Of the newest version, for want of a better one. */
  newestMs: number | null;
}

/**
 * Recordings for which somebody is to be paid and that were first heard on these days, in the order of those: by the
 * sums of the air, so that each is in the report of one period alone, and in the one in which loudspeakers played it.
 */
export async function listPieces(query: RoyaltyQuery): Promise<RoyaltyPieceAnswer[]> {
  const { db, tree, zone } = query;
  const aired = await readAired(query);
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

async function readAired({ db, tree, principal, filter }: RoyaltyQuery): Promise<Aired[]> {
  const { from, to, areaId, withBeneath } = filter;
  const row = { day: sql.ref<string>('airedOn'), area: sql.ref<string>('areaId') };
  const { rows } = await sql<Aired>`
    select * from (
      select recording.id as "recordingId", title, contributor, genre, area_id as "areaId",
        duration_ms as "newestMs",
        (select min(air_sum.date) from air_sum where air_sum.item = recording.id
          and (heard_ms > 0 or declared > 0)) as "airedOn"
      from recording where contributor is not null) as aired
    where "airedOn" between ${from} and ${to}
      and ${withBeneath ? isBeneathOnDay(tree, [areaId], filter, row) : sql`"areaId" = ${areaId}`}
      and ${isInScopeOnDay(tree, { principal, action: 'read' }, filter, row)}
    order by "airedOn", "recordingId"`.execute(db);
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
