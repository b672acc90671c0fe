import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { KeptBroadcast } from '../../core/history/diff-broadcast.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { BroadcastAct, Database } from '../store/schema.ts';

type Row = Database['broadcast'];

/** A version as it is kept, with the row that it was. */
export interface KeptVersion {
  broadcastId: string;
  version: number;
  what: BroadcastAct;
  at: number;
  userName: string | null;
  row: Row;
}

const text = z.string().nullable();
const whole = z.number().nullable();
/** What `broadcast` had when the version was kept; columns that came later need a default here. */
const rowColumn = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(
    z.object({
      ...{ id: z.string(), title: z.string(), programme_id: text, campaign_id: text },
      ...{ owner_area_id: z.string(), class: z.enum(['normal', 'priority']) },
      ...{ placement: z.string(), dates: z.string(), items: z.string(), overrides: z.string() },
      ...{ targets: z.string(), overflow: z.string() },
      when_beaten: z.enum(['queue', 'skip', 'shorten']),
      after_interrupt: z.enum(['resume', 'restart', 'drop']),
      ...{ volume_percent: whole, urgent_since: whole, predecessor_id: text },
      ...{ state: z.enum(['active', 'withdrawn']), version: z.number(), author_id: z.string() },
      ...{ created_at: z.number(), updated_at: z.number() },
      ...{ first_date: z.string(), last_date: text },
    }),
  );

/** Versions with their authors, to be narrowed and ordered. */
export function selectVersions(db: Kysely<Database>) {
  return db
    .selectFrom('broadcast_version as version')
    .leftJoin('user', 'user.id', 'version.user_id')
    .select(['version.broadcast_id', 'version.version', 'version.what', 'version.at'])
    .select(['version.row', 'version.act_id', 'user.name as userName']);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectVersions>['execute']>>[number];

export function toKeptVersion(selected: Selected): KeptVersion {
  const { broadcast_id: broadcastId, version, what, at, userName, row } = selected;
  return { broadcastId, version, what, at, userName, row: rowColumn.parse(row) };
}

/** A row as versions are compared. */
export function toKeptBroadcast(row: Row): KeptBroadcast {
  const { state, programme_id: programmeId, campaign_id: campaignId } = row;
  return { ...toBroadcast(row), state, programmeId, campaignId };
}
