import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compressorFilters, shapeFilters } from '../../../media/chain.ts';
import { mp3Horn48k as profile } from '../../../media/profile.ts';
import type { Bulletin } from './bulletins.ts';
import { twoAtATime } from './two-at-a-time.ts';

const run = promisify(execFile);

type Order = 'mono first' | 'stereo first';

const target = `loudnorm=I=${profile.targetLufs}:TP=${profile.ceilingDbtp}:LRA=11`;
// The same chain as ours; the compressor cannot know the level beforehand.
const shape = [...shapeFilters(profile), ...compressorFilters(profile.compressor, 0)].join(',');
const encode = [
  '-ar',
  String(profile.sampleRate),
  '-ac',
  '1',
  '-c:a',
  profile.encoder,
  '-b:a',
  '48k',
];

/**
 * The usual two passes of loudnorm for the same file from the same source, without any check of
 * what came out; seconds for all, two at a time.
 */
export function runLoudnorm(
  bulletins: readonly Bulletin[],
  folder: string,
  order: Order,
): Promise<number> {
  return twoAtATime(
    bulletins.map(
      (bulletin, index) => () => normalise(bulletin, join(folder, `${index}.mp3`), order),
    ),
  );
}

async function normalise(bulletin: Bulletin, path: string, order: Order): Promise<void> {
  const mix = bulletin.channels === 2 ? 'pan=mono|c0=0.5*c0+0.5*c1' : 'pan=mono|c0=c0';
  const before = order === 'mono first' ? `${mix},aformat=sample_fmts=fltp,${shape},` : `${shape},`;
  const after = order === 'mono first' ? '' : `,${mix}`;
  const input = ['-nostdin', '-y', '-hide_banner', '-i', bulletin.path, '-map', '0:a:0', '-af'];
  const measuring = `${before}${target}:print_format=json`;
  const { stderr } = await run('ffmpeg', [...input, measuring, '-f', 'null', '-']);
  const found = JSON.parse(stderr.slice(stderr.lastIndexOf('{'))) as Record<string, string>;
  const measured = [
    `measured_I=${found['input_i'] ?? ''}`,
    `measured_TP=${found['input_tp'] ?? ''}`,
    `measured_LRA=${found['input_lra'] ?? ''}`,
    `measured_thresh=${found['input_thresh'] ?? ''}`,
    `offset=${found['target_offset'] ?? ''}`,
    'linear=true',
  ].join(':');
  await run('ffmpeg', [...input, `${before}${target}:${measured}${after}`, ...encode, path]);
}
