import { MediaError } from '../media/media-error.ts';
import type { SpeechEngine } from '../media/speech/engine.ts';
import type { Outbound } from '../runtime/outbound.ts';

const timeoutMs = 4 * 60_000;
const limitBytes = 200 * 1024 * 1024;

/**
 * An engine behind HTTP: it gets `POST` with JSON `{text, voice, rate}` (words a minute) and answers 200
 * with a sound file of any format. Throws AppError `outbound_refused` or `outbound_failed` besides.
 */
export function createHttpEngine(
  { url, token }: { url: string; token: string | null },
  outbound: Outbound,
): SpeechEngine {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    speak: async (text, { target, voice, wordsPerMinute, signal }) => {
      const { status } = await outbound.request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'audio/*', ...authorization },
        body: JSON.stringify({ text, voice, rate: wordsPerMinute }),
        timeoutMs,
        limitBytes,
        saveTo: target,
        ...(signal ? { signal } : {}),
      });
      if (status !== 200) {
        throw new MediaError('speech_failed', `the engine answered with status ${status}`);
      }
    },
  };
}
