import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { recurrence } from '../../../contract/recurrence.ts';
import { weekdays } from '../../../contract/scalar.ts';
import { partTiers } from '../../../core/session/session.ts';

const folder = new URL('../../vectors/', import.meta.url);

const broadcast = z.strictObject({
  id: z.string(),
  /** `session/part` or `session/part/order`. */
  in: z.string().optional(),
  hard: z.string().optional(),
  soft: z.string().optional(),
  /** Minutes that a soft start, or a beaten hard one, may wait; 30 unless said. */
  waits: z.number().optional(),
  plays: z.array(z.string()),
  /** A recorded relay of so many seconds after what it plays, and what sounds in its place if need be. */
  relays: z.strictObject({ seconds: z.number(), fallback: z.string().nullable() }).optional(),
  /** What came of the relay; `due` unless said. */
  recorded: z.union([z.enum(['due', 'failed']), z.strictObject({ as: z.string() })]).default('due'),
  class: z.enum(['normal', 'priority']).default('normal'),
  /** 0 province, 1 the commune itself. */
  tier: z.number().default(1),
  /** After something more important has cut it off. */
  interrupted: z.enum(['resume', 'restart', 'drop']).default('restart'),
  beaten: z.enum(['queue', 'skip', 'shorten']).default('queue'),
  overflow: z.number().optional(),
  /** On the first day, once, unless said. */
  dates: recurrence.partial().optional(),
});

const recording = z.union([
  z.number(),
  z.strictObject({
    seconds: z.number(),
    kind: z.enum(['speech', 'music']).default('speech'),
    until: z.string().optional(),
  }),
]);

const compiled = z.strictObject({
  /** When it is compiled; a day before the first day unless said. */
  now: z.string().optional(),
  broadcasts: z.array(broadcast),
  /** What airs: local start, entry (`id/index`, day left out), seconds. */
  air: z.array(z.string()),
  /** Why each occurrence that does not air by plain placement is where it is: by `id` or `id date`. */
  rulings: z.record(z.string(), z.string()).default({}),
});

export const vector = z.strictObject({
  name: z.string(),
  zone: z.string().default('Asia/Ho_Chi_Minh'),
  dates: z.array(z.string()).min(1),
  sessions: z
    .array(
      z.strictObject({
        key: z.string(),
        start: z.string(),
        end: z.string(),
        weekdays: weekdays.optional(),
        parts: z.array(z.tuple([z.enum(partTiers), z.number()])),
      }),
    )
    .default([]),
  recordings: z.record(z.string(), recording),
  quiet: z.array(z.tuple([z.string(), z.string()])).default([]),
  caps: z.strictObject({ session: z.number().optional(), day: z.number().optional() }).default({}),
  /** One after another: each compile finds what the one before left. */
  compiles: z.array(compiled).min(1),
  /** What stands over the others in what a loudspeaker accepts: more important, at its instant, of so many seconds. */
  over: z
    .array(z.strictObject({ id: z.string(), at: z.string(), seconds: z.number() }))
    .default([]),
  /** What happens at a loudspeaker: accept the n-th compile, boot, lose power, stop an item. */
  player: z
    .array(
      z.strictObject({
        at: z.string(),
        do: z.enum(['accept', 'boot', 'power_off', 'stop', 'distrust', 'trust', 'end']),
        compile: z.number().default(0),
        item: z.string().default(''),
      }),
    )
    .default([]),
  /** Each sound: local start, entry, offset in s, seconds heard, why it ended; or entry and why it never did. */
  sounds: z.array(z.string()).default([]),
});

export type Vector = z.output<typeof vector>;
export type VectorBroadcast = z.output<typeof broadcast>;
export type VectorCompile = z.output<typeof compiled>;

/** Every conformance vector, with the file that it stands in. */
export function readVectors(): { file: string; vector: Vector }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const parsed = z.array(vector).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
      return parsed.map((one) => ({ file, vector: one }));
    });
}
