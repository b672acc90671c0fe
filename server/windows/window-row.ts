import { z } from 'zod';
import { weekdays } from '../../contract/scalar.ts';
import type { PlayWindow } from '../../core/window/play-window.ts';
import type { Database } from '../store/schema.ts';

type Row = Pick<
  Database['play_window'],
  | 'id'
  | 'area_id'
  | 'weekdays'
  | 'from_time'
  | 'to_time'
  | 'session_keys'
  | 'valid_from'
  | 'valid_to'
>;

const days = z.string().transform((text) => weekdays.parse(JSON.parse(text)));
const keys = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));

/** A row as the core reads it. */
export function toPlayWindow(row: Row): PlayWindow {
  const { from_time: from, to_time: to } = row;
  return {
    id: row.id,
    areaId: row.area_id,
    weekdays: days.parse(row.weekdays),
    hours: from === null || to === null ? null : { from, to },
    sessionKeys: keys.parse(row.session_keys),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}
