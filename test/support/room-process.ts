import { closeSync, constants, createReadStream, openSync, writeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import {
  blockFrames,
  bytesPerFrame,
  framesPerMs,
  sampleRate,
} from '../../station/output/output.ts';
import { wavHeader } from '../../station/output/wav-header.ts';

/**
 * A loudspeaker and a microphone in one room, as a process: `room-process.ts SOUND MICROPHONE GAIN DELAY_MS NOISE`.
 * It plays what comes by one FIFO at the pace of the clock, and writes into the other what a microphone makes of it
 * whenever somebody listens there.
 */
const [sound = '', microphone = '', ...numbers] = process.argv.slice(2);
const [gain = 0, delayMs = 0, noise = 0] = numbers.map(Number);
const blockMs = blockFrames / framesPerMs;
/** Walls give some of it back. */
const echoes = [
  { laterMs: 0, share: 1 },
  { laterMs: 70, share: 0.4 },
  { laterMs: 160, share: 0.2 },
].map(({ laterMs, share }) => ({ frames: (delayMs + laterMs) * framesPerMs, share }));

/** What is still to be played, and the last second of what was. */
let waiting = Buffer.alloc(0);
let past = new Int16Array(sampleRate);
let beganAt: number | null = null;
let played = 0;
let listener: number | null = null;

createReadStream(sound)
  .on('data', (chunk) => {
    beganAt ??= performance.now();
    waiting = Buffer.concat([waiting, chunk as Buffer]);
  })
  .on('end', () => process.exit(0));

setInterval(() => {
  const due = beganAt === null ? 0 : Math.floor((performance.now() - beganAt) / blockMs);
  for (; played < due; played += 1) write(hearNext());
}, 5);

/** Plays 20 ms; gives what the microphone makes of them. */
function hearNext(): Buffer {
  const block = new Int16Array(blockFrames);
  const bytes = waiting.subarray(0, blockFrames * bytesPerFrame);
  waiting = waiting.subarray(bytes.length);
  for (let i = 0; i < bytes.length / bytesPerFrame; i += 1) block[i] = bytes.readInt16LE(i * 2);
  const air = new Int16Array(past.length + blockFrames);
  air.set(past);
  air.set(block, past.length);
  const heard = new Int16Array(blockFrames);
  for (let i = 0; i < blockFrames; i += 1) {
    let sample = noise * 32_767 * (2 * Math.random() - 1);
    for (const { frames, share } of echoes)
      sample += gain * share * (air[past.length + i - frames] ?? 0);
    heard[i] = Math.max(-32_768, Math.min(32_767, Math.round(sample)));
  }
  past = air.subarray(blockFrames);
  return Buffer.from(heard.buffer);
}

/** What does not fit is lost, as with a card. */
function write(heard: Buffer): void {
  try {
    if (listener === null) {
      // Fails as long as nobody reads.
      listener = openSync(microphone, constants.O_WRONLY | constants.O_NONBLOCK);
      writeSync(listener, wavHeader(sampleRate * bytesPerFrame * 3600, sampleRate));
    }
    writeSync(listener, heard);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EAGAIN' || listener === null) return;
    closeSync(listener);
    listener = null;
  }
}
