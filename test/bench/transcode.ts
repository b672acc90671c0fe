import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { runBare } from './transcode/bare.ts';
import { makeBulletins, type Bulletin } from './transcode/bulletins.ts';
import { createCommandRecorder } from './transcode/command-recorder.ts';
import { runLoudnorm } from './transcode/loudnorm.ts';
import { startQueueLine } from './transcode/queue-line.ts';
import { readWorst } from './transcode/renditions.ts';

interface Seconds {
  ours: number;
  bare: number;
  loudnorm: number;
}

// Ours and its peers take turns, so that what else the machine does meets all of them.
const turn = 4;
// Stereo-first loudnorm is slow and only reported: a few files show how much slower.
const stereoFiles = 4;

/**
 * Real-length bulletins through queue and worker, against the same ffmpeg commands run bare and
 * against two-pass loudnorm, each two at a time.
 */
export const run: Bench = async ({ quick, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'loa-bench-'));
  try {
    say('transcode: making bulletins');
    const bulletins = await makeBulletins(join(folder, 'sources'), quick);
    const { seconds, renditions } = await takeTurns(folder, bulletins, say);
    say('transcode: a few of them through loudnorm, stereo first');
    const few = bulletins.filter(({ channels }) => channels === 2).slice(0, stereoFiles);
    const monoFirst = await runLoudnorm(few, folder, 'mono first');
    const stereoFirst = await runLoudnorm(few, folder, 'stereo first');
    const worst = await readWorst(renditions);
    const audioSeconds = bulletins.reduce((sum, bulletin) => sum + bulletin.seconds, 0);
    const ratio = seconds.bare / seconds.ours;
    const vsLoudnorm = seconds.loudnorm / seconds.ours;
    const figures = {
      bulletins: bulletins.length,
      audioSeconds,
      seconds: round(seconds.ours),
      bareSeconds: round(seconds.bare),
      timesRealTime: round(audioSeconds / seconds.ours),
      vsLoudnorm: round(vsLoudnorm),
      vsLoudnormStereoFirst: round((vsLoudnorm * stereoFirst) / monoFirst),
      ...worst,
    };
    const short = [
      ...(ratio < 0.95 ? ['less than 0.95 of the bare commands'] : []),
      ...(vsLoudnorm < 1.5 ? ['less than 1.5 times two-pass loudnorm'] : []),
      ...(worst.maxLuError > 0.5 ? ['a rendition is not at -16 LUFS ±0.5'] : []),
      ...(worst.maxTruePeakDb > -1.5 ? ['a rendition peaks above -1.5 dBTP'] : []),
    ];
    const against = 'the same ffmpeg commands, two at a time';
    return { name: 'transcode', ratio: round(ratio), against, figures, short };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

async function takeTurns(
  folder: string,
  bulletins: readonly Bulletin[],
  say: (line: string) => void,
): Promise<{ seconds: Seconds; renditions: string[] }> {
  const recorder = createCommandRecorder();
  const line = await startQueueLine(join(folder, 'data'));
  const sum: Seconds = { ours: 0, bare: 0, loudnorm: 0 };
  const renditions: string[] = [];
  try {
    for (let at = 0; at < bulletins.length; at += turn) {
      const some = bulletins.slice(at, at + turn);
      let ours = 0;
      const commands = await recorder.during(async () => {
        const made = await line.run(some);
        ours = made.seconds;
        renditions.push(...made.renditions);
      });
      const bare = await runBare(commands);
      const loudnorm = await runLoudnorm(some, folder, 'mono first');
      sum.ours += ours;
      sum.bare += bare;
      sum.loudnorm += loudnorm;
      const [a, b, c] = [ours, bare, loudnorm].map((seconds) => seconds.toFixed(1));
      say(`transcode: ours ${a} s, ${commands.length} commands bare ${b} s, loudnorm ${c} s`);
    }
  } finally {
    await line.stop();
  }
  return { seconds: sum, renditions };
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
