import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { makeBulletins } from './transcode/bulletins.ts';
import { runLoudnorm } from './transcode/loudnorm.ts';
import { recordCommands } from './transcode/command-recorder.ts';
import { runBare } from './transcode/bare.ts';
import { readWorst } from './transcode/renditions.ts';
import { runThroughQueue } from './transcode/through-queue.ts';

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
    const recorder = await recordCommands(join(folder, 'commands'));
    say(`transcode: ${bulletins.length} bulletins through the queue`);
    const ours = await runThroughQueue(join(folder, 'data'), bulletins);
    const commands = await recorder.stop();
    say(`transcode: ${ours.seconds.toFixed(1)} s; the same ${commands.length} commands bare`);
    const worst = await readWorst(ours.renditions);
    const bareSeconds = await runBare(commands);
    say(`transcode: ${bareSeconds.toFixed(1)} s; two-pass loudnorm, mono first`);
    const loudnormSeconds = await runLoudnorm(bulletins, folder, 'mono first');
    say(`transcode: ${loudnormSeconds.toFixed(1)} s; a few of them, stereo first`);
    const few = bulletins.filter(({ channels }) => channels === 2).slice(0, stereoFiles);
    const monoFirst = await runLoudnorm(few, folder, 'mono first');
    const stereoFirst = await runLoudnorm(few, folder, 'stereo first');
    const audioSeconds = bulletins.reduce((sum, { seconds }) => sum + seconds, 0);
    const ratio = bareSeconds / ours.seconds;
    const vsLoudnorm = loudnormSeconds / ours.seconds;
    const figures = {
      bulletins: bulletins.length,
      audioSeconds,
      seconds: round(ours.seconds),
      bareSeconds: round(bareSeconds),
      timesRealTime: round(audioSeconds / ours.seconds),
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

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
