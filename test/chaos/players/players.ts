import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPcm } from '../../../media/run.ts';

/** At which sounds are compared. */
export const sampleRate = 16_000;

const limitMs = 180_000;

/** Programs that play an M3U into a WAV file as fast as they can, until its end. */
export const players: Readonly<
  Record<string, (url: string, file: string, folder: string) => Promise<void>>
> = {
  mpv: (url, file) => {
    const output = ['--ao=pcm', `--ao-pcm-file=${file}`, '--ao-pcm-waveheader=yes'];
    const plain = ['--no-config', '--no-video', '--no-terminal', '--audio-samplerate=44100'];
    return runPlayer('mpv', [...plain, '--gapless-audio=yes', ...output, url]);
  },
  liquidsoap: async (url, file, folder) => {
    const script = join(folder, 'play.liq');
    await writeFile(script, liquidsoapScript(url, file));
    await runPlayer('liquidsoap', [script]);
  },
};

/** Plays each item of the list once, not by the wall clock, and ends. */
function liquidsoapScript(url: string, file: string): string {
  return `
set("init.allow_root", true)
set("log.stdout", false)
set("log.file", false)
list = playlist(mode="normal", loop=false, reload_mode="never", prefetch=10, ${JSON.stringify(url)})
clock.assign_new(sync="none", [list])
output.file(fallible=true, on_stop=shutdown, %wav(mono), ${JSON.stringify(file)}, mean(list))
`;
}

async function runPlayer(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (code !== 0) throw new Error(`${command} ended with ${String(code ?? signal)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Mono samples of a sound file. */
export async function decode(file: string): Promise<Float32Array> {
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
