import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeSound } from '../support/sound.ts';

const run = promisify(execFile);

const words =
  'Kính thưa bà con. Sáng thứ bảy tuần này trạm y tế xã tổ chức tiêm chủng cho trẻ em dưới năm tuổi.';

const chord = (root: number) =>
  [1, 1.26, 1.5, 2].map((ratio) => `sin(2*PI*${root}*${ratio}*t)`).join('+');
const music =
  `aevalsrc='0.09*(${chord(262)})*(1-mod(floor(t/1.5)\\,2))+` +
  `0.09*(${chord(220)})*mod(floor(t/1.5)\\,2)':s=44100:d=4`;

/** Sounds that ffmpeg makes by itself, named by what they are. */
const lavfi: Readonly<Record<string, string>> = {
  music,
  tone: 'sine=f=500:r=44100:d=2',
  'long-tone': 'sine=f=500:r=44100:d=3.5',
  hum: 'sine=f=50:r=44100:d=3',
  whistle: 'sine=f=5500:r=44100:d=3',
  'pink-noise': 'anoisesrc=c=pink:r=44100:d=3:seed=7:a=0.5',
  silence: 'anullsrc=r=44100:cl=mono:d=3',
  picture: 'testsrc=s=64x64:d=1',
  film: 'testsrc=s=64x64:r=10:d=2[out0];sine=f=500:d=2[out1]',
};

/** Makes the sounds that the corpus begins with and tells where each is. */
export async function makeSounds(folder: string): Promise<(name: string) => string> {
  const spoken = join(folder, 'spoken.wav');
  await run('espeak-ng', ['-v', 'vi', '-s', '170', '-w', spoken, '--', words]);
  const short = ['-t', '3.4', '-ar', '44100'];
  await convert(spoken, join(folder, 'speech.wav'), short);
  await convert(spoken, join(folder, 'long-speech.wav'), ['-t', '4.5', '-ar', '44100']);
  await rm(spoken);
  for (const [name, source] of Object.entries(lavfi)) {
    await makeSound(join(folder, fileOf(name)), source);
  }
  return (name) => join(folder, fileOf(name));
}

function fileOf(name: string): string {
  if (name === 'film') return 'film.mkv';
  return name === 'picture' ? 'picture.mp4' : `${name}.wav`;
}

async function convert(source: string, target: string, options: string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-y', '-i', source, ...options, target]);
}
