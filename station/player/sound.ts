import type { PlayRecord } from '../../contract/station/exchange.ts';
import { openPcm } from '../../media/run.ts';
import { bytesPerFrame, framesPerMs, sampleRate } from '../output/output.ts';

/** Decoded sound that is taken frame by frame. */
export interface Sound {
  /** At most so many frames; fewer where no more have been decoded yet, or there are no more. */
  take(frames: number): Int16Array;
  available(): number;
  /** Everything has been decoded; what is available is the rest. */
  isDecoded(): boolean;
  /** What was wrong with it although it lasted; left out or `null` for nothing. */
  fault?(): PlayRecord['reason'] | null;
  close(): void;
}

/** Decoded 20 s ahead: a decoder has ended before the next one starts, and a busy machine is outlived. */
const aheadBytes = 20 * sampleRate * bytesPerFrame;

/** What a decoder gives right after a seek is not yet the sound of that place. */
const settleMs = 500;

/** Starts decoding a file at `fromMs`; `onFault` hears of a decoder that fails. */
export function openSound(path: string, fromMs: number, onFault: (fault: unknown) => void): Sound {
  const seekMs = Math.max(0, Math.floor(fromMs - settleMs));
  const decoder = openPcm(path, { fromMs: seekMs, sampleRate, channels: 1 });
  let surplus = Math.round((fromMs - seekMs) * framesPerMs) * bytesPerFrame;
  const { stdout } = decoder;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isDecoded = false;
  stdout.on('data', (data: Buffer) => {
    const chunk = data.subarray(surplus);
    surplus -= data.length - chunk.length;
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= aheadBytes) stdout.pause();
  });
  stdout.on('error', onFault);
  decoder.done.catch(onFault).finally(() => {
    isDecoded = true;
  });
  return {
    available: () => Math.floor(bytes / bytesPerFrame),
    isDecoded: () => isDecoded,
    take(frames) {
      const wanted = Math.min(frames, Math.floor(bytes / bytesPerFrame)) * bytesPerFrame;
      const taken = shift(chunks, wanted);
      bytes -= wanted;
      if (bytes < aheadBytes && stdout.isPaused()) stdout.resume();
      return taken;
    },
    close() {
      decoder.stop();
      stdout.destroy();
    },
  };
}

/** Takes so many bytes from the front. */
export function shift(chunks: Buffer[], wanted: number): Int16Array {
  const taken = Buffer.alloc(wanted);
  let filled = 0;
  for (let chunk = chunks[0]; chunk && filled < wanted; chunk = chunks[0]) {
    const part = chunk.subarray(0, wanted - filled);
    part.copy(taken, filled);
    filled += part.length;
    if (part.length === chunk.length) chunks.shift();
    else chunks[0] = chunk.subarray(part.length);
  }
  return new Int16Array(taken.buffer, taken.byteOffset, wanted / bytesPerFrame);
}
