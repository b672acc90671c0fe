import { z } from 'zod';
import { lineKinds } from '../../core/prelistening/heard-lines.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, localDate, occurrenceId, sha256 } from '../scalar.ts';

const heardLine = z.object({
  key: z.string(),
  kind: z.enum(lineKinds),
  title: z.string(),
  startsAt: epochMs,
  durationMs: z.int(),
  /** What the loudspeaker plays, from so far in the file; `null` where it plays none. */
  file: z.object({ sha256, fromMs: z.int().min(0) }).nullable(),
  /** In percent of the loudspeaker's full volume; `null`: as it is set. */
  volumePercent: z.int().nullable(),
  gainDb: z.int(),
});
export type HeardLineAnswer = z.output<typeof heardLine>;

/** Endpoints of a station to whose loudspeakers the same sounds. */
const hearing = z.object({
  endpoints: z.array(z.object({ id, name: z.string() })),
  /** The amplifier is on so long before the first sound. */
  leadInMs: z.int(),
  lines: z.array(heardLine),
});
export type HearingAnswer = z.output<typeof hearing>;

const prelistening = z.object({
  /** It was compiled for this answer alone: nothing of it is in force. */
  isTrial: z.boolean(),
  /** Those of which most is to be heard come first. */
  hearings: z.array(hearing),
});
export type PrelisteningAnswer = z.output<typeof prelistening>;

const show = route({
  method: 'GET',
  path: '/api/v1/stations/:id/prelistening',
  summary:
    'Nghe trước: what is to sound at a station on a day, of a session, of one occurrence, or all of it, as its speaker clusters will play it',
  access: 'read',
  params: byId,
  query: z.object({
    date: localDate,
    sessionKey: z.string().max(32).optional(),
    /** Where it stands in no session. */
    occurrence: occurrenceId.optional(),
  }),
  answer: prelistening,
  errors: ['station_not_found'],
});

const sound = route({
  method: 'GET',
  path: '/api/v1/stations/:id/prelistening/:sha256',
  summary: 'A file that is to sound at a station on a day, whoever owns it; with Range',
  access: 'read',
  params: z.object({ id, sha256 }),
  query: z.object({ date: localDate }),
  answer: 'audio/mpeg',
  errors: ['station_not_found', 'media_not_allowed', 'object_not_found', 'range_invalid'],
});

export const prelisteningRoutes = { show, sound };
