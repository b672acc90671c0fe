import { z } from 'zod';
import { id, localDate } from '../scalar.ts';

const named = z.object({ id, name: z.string() });

/** All of them counted, the first hundred told. */
function listed<Item extends z.ZodType>(item: Item) {
  return z.object({ total: z.int(), first: z.array(item) });
}

/** What a broadcast was meant for, or spoken by, and does not reach from a day on. */
export const lostTarget = z.object({
  id,
  name: z.string(),
  /** It ended; it lies outside the owner's area now; it is the owner, and ended. */
  reason: z.enum(['ended', 'left', 'owner_ended']),
  from: localDate,
  /** What took it over: the broadcast reaches it only where somebody names it. */
  successor: named.nullable(),
});
export type LostTargetAnswer = z.output<typeof lostTarget>;

/** What a change of areas, stations or places of endpoints touches, from its day on. */
export const effects = z.object({
  /** The areas that it says something of, as they are afterwards. */
  areas: z.array(
    z.object({ id, name: z.string(), validTo: localDate.nullable(), successor: named.nullable() }),
  ),
  /** Areas that it does not name and that then lie beneath another. */
  areasBeneath: z.int(),
  stations: z.array(
    z.object({
      id,
      name: z.string(),
      area: named,
      validTo: localDate.nullable(),
      successor: named.nullable(),
    }),
  ),
  endpoints: listed(
    z.object({ id, name: z.string(), from: localDate, station: named, area: named }),
  ),
  broadcasts: listed(z.object({ id, title: z.string(), lost: z.array(lostTarget) })),
  roles: listed(
    z.object({
      user: named,
      role: z.string(),
      area: named,
      /** In the successor. */ follows: z.boolean(),
    }),
  ),
  /** Quiet hours of areas that end: what takes over keeps its own. */
  quietHours: z.int(),
});
export type Effects = z.output<typeof effects>;

export const dryRunQuery = z.object({ dryRun: z.stringbool().default(false) });
