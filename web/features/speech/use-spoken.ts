import type { SpeechAnswer } from '../../../contract/http/speech.ts';
import { speechRoutes } from '../../../contract/http/speech.ts';
import { useApi } from '../../api/use-api.ts';

interface Request {
  text: string;
  voice: string;
  wordsPerMinute: number;
  /** Whether the text is in words already. */
  isSaid?: boolean;
}

const firstWaitMs = 150;
const longestWaitMs = 1500;

/** Has texts spoken and waits for them. */
export function useSpoken() {
  const api = useApi();

  /** Ends with a speech that is ready or failed. @throws ProblemError; the signal's reason */
  async function speak(body: Request, signal: AbortSignal): Promise<SpeechAnswer> {
    let speech = await api.call(speechRoutes.speak, { body, signal });
    for (let waitMs = firstWaitMs; speech.state === 'due';) {
      await wait(waitMs, signal);
      waitMs = Math.min(waitMs * 1.5, longestWaitMs);
      speech = await api.call(speechRoutes.get, { params: { id: speech.id }, signal });
    }
    return speech;
  }

  return { speak };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
