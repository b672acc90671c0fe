import { openPcm } from '../../media/run.ts';
import { findSound } from './find-sound.ts';
import { frameAt, readFrameTimes } from './frame-times.ts';
import { openWav } from './wav-file.ts';

/** Whether a sound was really heard around its due instant. */
export interface HeardSound {
  found: boolean;
  /** How much later than due it begins in the sound file, in milliseconds. */
  offsetMs: number;
  /** 1: the very same samples. */
  correlation: number;
}

export interface SoundQuestion {
  /** What an agent played into. */
  soundFile: string;
  /** The rendered audio that was to be played. */
  rendition: string;
  dueAt: number;
}

const searchMs = 1000;
const enoughAlike = 0.9;
const notFound: HeardSound = { found: false, offsetMs: 0, correlation: 0 };

/** Looks for a rendered file in what an agent played, up to a second before or after its due instant. */
export async function checkSound(question: SoundQuestion): Promise<HeardSound> {
  const times = await readFrameTimes(question.soundFile);
  const wav = await openWav(question.soundFile);
  try {
    const sound = await decode(question.rendition, wav.sampleRate);
    const due = frameAt(times, question.dueAt);
    const margin = Math.round((searchMs / 1000) * wav.sampleRate);
    const from = Math.floor(due) - margin;
    const place = await wav.read(from, sound.length + 2 * margin);
    const found = findSound(place, sound, wav.sampleRate);
    if (found === null) return notFound;
    return {
      found: found.correlation >= enoughAlike,
      offsetMs: ((from + found.atSample - due) / wav.sampleRate) * 1000,
      correlation: found.correlation,
    };
  } finally {
    await wav.close();
  }
}

async function decode(file: string, sampleRate: number): Promise<Float32Array> {
  const decoder = openPcm(file, { sampleRate, channels: 1 });
  const chunks: Buffer[] = [];
  for await (const chunk of decoder.stdout as AsyncIterable<Buffer>) chunks.push(chunk);
  await decoder.done;
  const bytes = Buffer.concat(chunks);
  return Float32Array.from(
    { length: Math.floor(bytes.length / 2) },
    (_, index) => bytes.readInt16LE(index * 2) / 32_768,
  );
}
