import { rm } from 'node:fs/promises';
import { leastShare } from '../core/relay/least-share.ts';
import { captureStream, removePieces, type Captured } from '../media/capture.ts';
import { MediaError } from '../media/media-error.ts';
import type { MediaStore } from '../media/store.ts';
import type { AddressGuard } from '../runtime/address-guard.ts';
import type { Clock } from '../runtime/clock.ts';
import { sha256 } from '../runtime/crypto.ts';
import { AppError } from '../runtime/error.ts';
import { startGuardedProxy } from '../runtime/guarded-proxy.ts';
import type { Processor } from './processor.ts';

/** What recording a stream takes. */
export interface CaptureDeps {
  store: MediaStore;
  isAllowed: AddressGuard;
  clock: Clock;
}

/** A stream is opened when its programme begins: what that costs at the beginning may be had at the end. */
const slackMs = 5000;

/** Waits for a programme and records it into the store, by a way out that leads to public addresses alone. */
export function createCapture({ store, isAllowed, clock }: CaptureDeps): Processor<'capture'> {
  return async (payload, { workId, signal, progress }) => {
    const { url, startsAt, delayMs, durationMs } = payload;
    // Whoever takes this work up again finds the pieces; the same programme may be other work too.
    const key = sha256(JSON.stringify([workId, url, startsAt, delayMs, durationMs]));
    const stageFile = (name: string) => store.stageFile(key, name);
    const beginsAt = startsAt + delayMs;
    const endsAt = beginsAt + durationMs + slackMs;
    await clock.sleep(Math.max(0, beginsAt - clock.now()), signal);
    const isOver = clock.now() >= endsAt;
    const proxy = await startGuardedProxy(isAllowed);
    const target = store.tempFile('flac');
    try {
      const captured = await captureStream({
        ...{ url, proxyUrl: proxy.url, wantedMs: durationMs, stageFile, target, signal },
        leftMs: () => endsAt - clock.now(),
        sleep: (ms, until) => clock.sleep(ms, until),
        onProgress: progress,
      });
      requireEnough(captured, { durationMs, isOver, refusal: proxy.refusal() });
      const { sha256: source, bytes } = await store.adopt(target);
      await removePieces(stageFile);
      const missingMs = Math.max(0, durationMs - captured.durationMs);
      return { source, bytes, durationMs: captured.durationMs, missingMs };
    } catch (error) {
      // Whoever takes it up again goes on with the pieces, unless there is no use in that.
      if (error instanceof AppError) await removePieces(stageFile);
      if (error instanceof MediaError)
        throw new AppError(error.code, error.detail, { cause: error });
      throw error;
    } finally {
      await rm(target, { force: true });
      await proxy.close();
    }
  };
}

function requireEnough(
  captured: Captured,
  given: { durationMs: number; isOver: boolean; refusal: string | null },
): void {
  const { durationMs, isOver, refusal } = given;
  if (captured.durationMs >= durationMs * leastShare) return;
  if (refusal !== null) throw new AppError('outbound_refused', refusal);
  if (isOver) throw new AppError('capture_missed', 'the programme was over before it was recorded');
  const because = captured.complaint === null ? '' : `: ${captured.complaint}`;
  const seconds = (ms: number) => Math.round(ms / 1000);
  throw new AppError(
    'capture_incomplete',
    `${seconds(captured.durationMs)} of ${seconds(durationMs)} s came of the stream${because}`,
  );
}
