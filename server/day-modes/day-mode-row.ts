import { z } from 'zod';
import { dayMode, type DayModeAnswer } from '../../contract/http/day-modes.ts';
import type { Database } from '../store/schema.ts';

const json = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .nullable()
    .transform((text) => schema.parse(text === null ? null : JSON.parse(text)));
const columns = z.object({
  session_keys: json(dayMode.shape.sessionKeys),
  kinds: json(dayMode.shape.kinds),
});

/** A row of the table as the domain's value. */
export function toDayMode(row: Database['day_mode']): DayModeAnswer {
  const { session_keys, kinds } = columns.parse(row);
  return {
    key: row.key,
    name: row.name,
    sessionKeys: session_keys,
    kinds,
    sessionCapMs: row.session_cap_ms,
    dayCapMs: row.day_cap_ms,
    volumePercent: row.volume_percent,
  };
}

export function toDayModeRow(mode: DayModeAnswer): Database['day_mode'] {
  return {
    key: mode.key,
    name: mode.name,
    session_keys: mode.sessionKeys && JSON.stringify(mode.sessionKeys),
    kinds: mode.kinds && JSON.stringify(mode.kinds),
    session_cap_ms: mode.sessionCapMs,
    day_cap_ms: mode.dayCapMs,
    volume_percent: mode.volumePercent,
  };
}
