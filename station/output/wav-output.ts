import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import type { Output } from './output.ts';
import { aheadMs, bytesPerFrame, framesPerMs, sampleRate } from './output.ts';
import { wavHeader, wavHeaderBytes } from './wav-header.ts';

export interface WavOptions {
  file: string;
  /** After so many minutes the file begins anew. */
  limitMinutes: number;
  clock: Clock;
  /** The file takes nothing any more (or takes it again). */
  onFault: (fault: unknown) => void;
}

const tickFrames = sampleRate;

/**
 * A card made of a file: every frame has its place in it, so one that could not be written leaves a gap
 * and moves nothing. `FILE.json` beside it says when frame 0 sounded, and once a second which frame
 * sounded at what system time. A file that is there already, or is full, moves to `… .previous.wav`.
 */
export async function openWavOutput(options: WavOptions): Promise<Output> {
  const { clock } = options;
  await mkdir(dirname(options.file), { recursive: true });
  const limitFrames = options.limitMinutes * 60 * sampleRate;
  let part = await openPart(options);
  let position = 0;
  let partBegan = 0;
  let isFaulty = false;
  const startedAt = clock.monotonic();
  await part.begin(clock.now());

  const renew = async (frame: number) => {
    // What cannot be closed well is left as it is: the next file counts.
    await part.end(limitFrames).catch(() => {});
    part = await openPart(options);
    partBegan = frame;
    // Of a frame that sounds a little later than now.
    const inMs = startedAt + frame / framesPerMs - clock.monotonic();
    await part.begin(Math.round(clock.now() + inMs));
  };
  const tick = async (frames: number) => {
    const sounding = Math.floor((clock.monotonic() - startedAt) * framesPerMs) - partBegan;
    await part.tick(frames, [Math.max(0, sounding), clock.now()]);
  };
  return {
    startedAt,
    aheadMs,
    async write(pcm) {
      const at = position;
      position += pcm.length / bytesPerFrame;
      try {
        if (at - partBegan >= limitFrames) await renew(at);
        await part.write(pcm, at - partBegan);
        const isNewSecond = Math.floor(at / tickFrames) !== Math.floor(position / tickFrames);
        if (isNewSecond) await tick(position - partBegan);
        isFaulty = false;
        return true;
      } catch (fault) {
        if (!isFaulty) options.onFault(fault);
        isFaulty = true;
        return false;
      }
    },
    close: () => part.end(position - partBegan),
  };
}

/** One file and its times. */
async function openPart({ file }: WavOptions) {
  await moveAside(file);
  const sound = await open(file, 'w');
  const times = await open(`${file}.json`, 'w');
  let timesEnd = 0;
  const writeHeader = (frames: number) =>
    sound.write(wavHeader(frames * bytesPerFrame, sampleRate), 0, wavHeaderBytes, 0);
  const writeTimes = async (text: string, at: number) => {
    await times.write(text, at);
    timesEnd = at + Buffer.byteLength(text);
  };
  return {
    async begin(frame0UtcMs: number) {
      await writeHeader(0);
      const head = JSON.stringify({ sampleRate, frame0UtcMs, pairs: [[0, frame0UtcMs]] });
      await writeTimes(`${head}\n`, 0);
    },
    write: (pcm: Buffer, frame: number) =>
      writeAll(sound, pcm, wavHeaderBytes + frame * bytesPerFrame),
    async tick(frames: number, pair: readonly [number, number]) {
      await writeHeader(frames);
      // Over the closing brackets, so that it is JSON at all times.
      await writeTimes(`,${JSON.stringify(pair)}]}\n`, timesEnd - ']}\n'.length);
    },
    async end(frames: number) {
      await writeHeader(frames);
      await sound.close();
      await times.close();
    },
  };
}

/** A disk that is nearly full takes a part of what it is given, and does not call that a fault. */
async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function moveAside(file: string): Promise<void> {
  const { dir, name, ext } = parse(file);
  const previous = join(dir, `${name}.previous${ext}`);
  for (const [from, to] of [
    [file, previous],
    [`${file}.json`, `${previous}.json`],
  ] as const)
    await rename(from, to).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
