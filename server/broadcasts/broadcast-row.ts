import { z } from 'zod';
import {
  broadcast as broadcastShape,
  dates,
  placement,
  targets,
} from '../../contract/http/broadcasts.ts';
import type { BroadcastAnswer } from '../../contract/http/broadcasts.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { Database } from '../store/schema.ts';

type Row = Database['broadcast'];

const json = <S extends z.ZodType>(schema: S) =>
  z.string().transform((text) => schema.parse(JSON.parse(text)));
const columns = z.object({
  placement: json(placement),
  dates: json(dates),
  items: json(broadcastShape.shape.items),
  targets: json(targets),
});

/** A row as the timetable reads it. */
export function toBroadcast(row: Row): Broadcast {
  return {
    id: row.id,
    title: row.title,
    ownerAreaId: row.owner_area_id,
    class: row.class,
    whenBeaten: row.when_beaten,
    ...columns.parse(row),
  };
}

/** A row as it is shown. */
export function toBroadcastAnswer(row: Row): BroadcastAnswer {
  return {
    id: row.id,
    title: row.title,
    programmeId: row.programme_id,
    ownerAreaId: row.owner_area_id,
    class: row.class,
    whenBeaten: row.when_beaten,
    state: row.state,
    version: row.version,
    authorId: row.author_id,
    updatedAt: row.updated_at,
    ...columns.parse(row),
  };
}
