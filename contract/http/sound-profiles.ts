import { z } from 'zod';
import { profileNames } from '../../core/recording/profiles.ts';
import { route } from '../route.ts';

const soundProfile = z.object({
  name: z.enum(profileNames),
  /** Loudspeakers play it; the others are there to be fetched. */
  isAired: z.boolean(),
  /** Made of every recording; otherwise what there is of it stays as it is. */
  isWanted: z.boolean(),
  format: z.enum(['mp3', 'opus']),
  /** In bits per second. */
  bitRate: z.int(),
  /** EBU R 128, of the encoded file. */
  targetLufs: z.number(),
  ceilingDbtp: z.number(),
  /** What is left of the spectrum, in Hz; `null`: all of it. */
  band: z.object({ highPassHz: z.int(), lowPassHz: z.int() }).nullable(),
  isCompressed: z.boolean(),
  /** Files by the recipe of today, and by an earlier one: these are made anew in the background. */
  made: z.int(),
  older: z.int(),
});
export type SoundProfile = z.output<typeof soundProfile>;

const list = route({
  method: 'GET',
  path: '/api/v1/sound-profiles',
  summary: 'How recordings are encoded, what for, and how many there are of each',
  access: 'read',
  answer: z.object({
    items: z.array(soundProfile),
    /** Loudspeakers in service, of the areas of the person, that fetch what airs. */
    endpoints: z.int(),
  }),
});

export const soundProfileRoutes = { list };
