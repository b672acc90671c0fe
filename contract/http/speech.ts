import { z } from 'zod';
import { longestText } from '../../core/speech/normalise.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, page, pageQuery } from '../scalar.ts';

const text = z.string().normalize().min(1).max(longestText);

export const voice = z.object({ id: z.string(), name: z.string() });
export type VoiceAnswer = z.output<typeof voice>;

/** A sentence as it is written and as it will be said. */
export const spokenSentence = z.object({
  /** Where it begins in the text, in UTF-16 units. */
  start: z.int(),
  text: z.string(),
  said: z.string(),
  /** Together they are `text`; `said` differs where something was put into words. */
  parts: z.array(z.object({ text: z.string(), said: z.string() })),
});
export type SpokenSentenceAnswer = z.output<typeof spokenSentence>;

export const speech = z.object({
  id,
  /** `failed`: `reason` says why; ask again to try again. */
  state: z.enum(['due', 'ready', 'failed']),
  reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
  /** As typed, and as it is said. */
  text: z.string(),
  said: z.string(),
  voice: z.string(),
  wordsPerMinute: z.int(),
  durationMs: z.int().nullable(),
});
export type SpeechAnswer = z.output<typeof speech>;

/** The slowest and the fastest that can be asked for, in words a minute. */
export const slowestRate = 80;
export const fastestRate = 300;

const listVoices = route({
  method: 'GET',
  path: '/api/v1/speech/voices',
  summary: 'Voices that can speak; the first is the usual one',
  access: 'read',
  answer: z.object({ items: z.array(voice) }),
});

const normalise = route({
  method: 'POST',
  path: '/api/v1/speech/normalise',
  summary: 'A text sentence by sentence as it would be said',
  access: 'recording.write',
  body: z.object({ text }),
  answer: z.object({ sentences: z.array(spokenSentence) }),
});

const speak = route({
  method: 'POST',
  path: '/api/v1/speech',
  summary: 'Have a text spoken; the same words by the same voice are spoken once',
  access: 'recording.write',
  body: z.object({
    text,
    voice: z.string().max(100),
    wordsPerMinute: z.int().min(slowestRate).max(fastestRate),
    /** The text is what `normalise` gave: the installation's words are not put in again. */
    isSaid: z.boolean().default(false),
  }),
  answer: speech,
});

const get = route({
  method: 'GET',
  path: '/api/v1/speech/:id',
  summary: 'How far a speech is',
  access: 'recording.write',
  params: byId,
  answer: speech,
  errors: ['speech_not_found'],
});

const audio = route({
  method: 'GET',
  path: '/api/v1/speech/:id/audio',
  summary: 'Listen to a speech that is ready; Range is understood',
  access: 'recording.write',
  params: byId,
  answer: 'audio/flac',
  errors: ['speech_not_found', 'speech_not_ready', 'range_invalid'],
});

const word = z
  .string()
  .trim()
  .normalize()
  .regex(/^\P{C}*$/u);

export const speechWord = z.object({
  written: z.string(),
  said: z.string(),
  updatedAt: epochMs,
});
export type SpeechWordAnswer = z.output<typeof speechWord>;

const byWritten = z.object({
  written: word.pipe(
    z
      .string()
      .min(1)
      .max(60)
      .regex(/[\p{L}\p{N}]/u),
  ),
});

const listWords = route({
  method: 'GET',
  path: '/api/v1/speech/words',
  summary: "The installation's own pronunciations",
  access: 'read',
  query: z.object(pageQuery),
  answer: page(speechWord),
  errors: ['cursor_invalid'],
});

const putWord = route({
  method: 'PUT',
  path: '/api/v1/speech/words/:written',
  summary: 'Say a word so from now on; it wins over the built-in pronunciations',
  access: 'programme.write',
  params: byWritten,
  body: z.object({ said: word.pipe(z.string().min(1).max(200).regex(/\p{L}/u)) }),
  answer: speechWord,
});

const removeWord = route({
  method: 'DELETE',
  path: '/api/v1/speech/words/:written',
  summary: "Forget one of the installation's own pronunciations",
  access: 'programme.write',
  params: byWritten,
  answer: z.null(),
  status: 204,
  errors: ['speech_word_not_found'],
});

export const speechRoutes = {
  listVoices,
  normalise,
  speak,
  listWords,
  putWord,
  removeWord,
  get,
  audio,
};
