import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSound } from '../../support/sound.ts';
import type { RealFile } from '../poll/put-files.ts';

/** The seeded recording that is on the air when it is stopped. */
export const onAir = 'r0';

/** Recordings of the seeded province that none of its own broadcasts names. */
const unnamed = [...[1, 4, 5], ...Array.from({ length: 13 }, (_, index) => index + 7)];
const each = 2;
const bulkBytes = 25_000_000;
const otherBytes = 1_000_000;
/** What an agent fetches in a round. */
export const roundBytes = each * bulkBytes;
/** How long the sound is, unless it is stopped. */
export const airSeconds = 60;
const encoding = ['-c:a', 'libmp3lame', '-b:a', '48k', '-ar', '24000', '-ac', '1'];

/** What is to be fetched in a round, by nobody before. */
export function bulkOfRound(round: number): string[] {
  return unnamed.slice(round * each, (round + 1) * each).map((number) => `r${number}`);
}

/** Bytes of a recording that only travel: it is for another hour. */
export function fileBytes(recordingId: string): Buffer {
  const isBulk = unnamed.some((number) => recordingId === `r${number}`);
  return randomBytes(isBulk ? bulkBytes : otherBytes);
}

/** Noise, which is loud at any moment. */
export async function makeAirSound(folder: string): Promise<RealFile> {
  const noise = `anoisesrc=d=${airSeconds}:c=pink:seed=1:r=24000:a=0.4`;
  const file = await makeSound(join(folder, 'air.mp3'), noise, encoding);
  return { bytes: await readFile(file), durationMs: airSeconds * 1000 };
}
