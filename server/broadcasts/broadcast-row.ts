import { z } from 'zod';
import {
  broadcast as broadcastShape,
  overflow,
  placement,
  targets,
} from '../../contract/http/broadcasts.ts';
import { recurrence } from '../../contract/recurrence.ts';
import type { BroadcastAnswer } from '../../contract/http/broadcasts.ts';
import type { Broadcast, Targets } from '../../core/broadcast/broadcast.ts';
import type { Database } from '../store/schema.ts';

type Row = Database['broadcast'];

const json = <S extends z.ZodType>(schema: S) =>
  z.string().transform((text) => schema.parse(JSON.parse(text)));
const columns = z.object({
  placement: json(placement),
  dates: json(recurrence),
  items: json(broadcastShape.shape.items),
  overrides: json(broadcastShape.shape.overrides),
  targets: json(targets),
  overflow: json(overflow),
});

/** Whom a row is for. */
export function readTargets(text: string): Targets {
  return columns.shape.targets.parse(text);
}

/** A row as the timetable reads it. */
export function toBroadcast(row: Row): Broadcast {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    ownerAreaId: row.owner_area_id,
    class: row.class,
    whenBeaten: row.when_beaten,
    afterInterrupt: row.after_interrupt,
    volumePercent: row.volume_percent,
    urgentSince: row.urgent_since,
    ...columns.parse(row),
  };
}

/** A row as it is shown. */
export function toBroadcastAnswer(row: Row): BroadcastAnswer {
  return {
    id: row.id,
    title: row.title,
    programmeId: row.programme_id,
    campaignId: row.campaign_id,
    ownerAreaId: row.owner_area_id,
    class: row.class,
    whenBeaten: row.when_beaten,
    afterInterrupt: row.after_interrupt,
    volumePercent: row.volume_percent,
    predecessorId: row.predecessor_id,
    urgentSince: row.urgent_since,
    state: row.state,
    version: row.version,
    authorId: row.author_id,
    updatedAt: row.updated_at,
    ...columns.parse(row),
  };
}
