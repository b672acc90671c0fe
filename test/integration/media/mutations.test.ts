import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mp3Horn48k } from '../../../media/profile.ts';
import { MediaError } from '../../../media/media-error.ts';
import { createMediaStore, type MediaStore } from '../../../media/store.ts';
import { transcode } from '../../../media/transcode.ts';
import { makeCorpus, type MadeEntry } from '../../corpus/corpus.ts';
import { films } from '../../corpus/films.ts';
import { formats } from '../../corpus/formats.ts';
import { hostileFiles } from '../../corpus/hostile.ts';
import { judge, limitMs, mismatch, twoAtATime } from '../../corpus/judge.ts';
import { mutate } from '../../corpus/mutate.ts';
import { openBait, type OpenBait } from '../../corpus/open-bait.ts';
import { placesIn } from '../../support/places.ts';
import { seeded } from '../../support/seeded.ts';

const count = Number(process.env['LOA_MUTATIONS'] ?? 60);
const seed = Number(process.env['LOA_SEED'] ?? 20_261_124);
const patienceMs = 3 * 60_000 + count * 10_000;
// Of so many mutants one is rendered, too, and one whole file is judged between them.
const renderEvery = 5;
const wholeEvery = 10;

// One of each container, so that few mutations meet many readers.
const bases = [
  ...['wav-s16', 'wav-f32', 'wav-adpcm-ms', 'mp3-128k-joint', 'mp3-vbr-middle', 'aac-adts'],
  ...['m4a-aac', 'm4a-fragmented', 'm4a-alac', '3gp-aac', 'opus-24k', 'webm-opus', 'caf-alac'],
  ...['ogg-vorbis', 'ogg-speex', 'flac', 'wma-v2', 'aiff-s16', 'au-mulaw', 'mp2', 'ac3', 'tta'],
  ...['wavpack', 'avi-mp3', 'flv-aac', 'mkv-flac', 'mpegts-aac', 'mpeg-mp2', '5.1', 'film-mp4'],
  ...['cover-mp3', 'hls-to-a-file', 'concat-file', 'dash-host', 'mov-alias', 'mov-url'],
];

describe('mutated files', () => {
  let folder = '';
  let bait: OpenBait;
  let corpus: MadeEntry[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loa-mutants-'));
    bait = await openBait(folder);
    const entries = [...formats, ...films, ...hostileFiles(bait)];
    corpus = await makeCorpus(
      folder,
      entries.filter(({ name }) => bases.includes(name)),
    );
    return async () => {
      bait.close();
      await rm(folder, { recursive: true, force: true });
    };
  }, patienceMs);

  it(
    `each get a verdict (${count} of seed ${seed}), and nothing else is read or called`,
    async () => {
      const store = await createMediaStore(join(folder, 'media'));
      const outcomes = new Map<string, number>();
      const wrong: string[] = [];
      await twoAtATime([...Array(count).keys()], async (index) => {
        const random = seeded(seed + index);
        const base = corpus[random(corpus.length)] as MadeEntry;
        const { how, mutant } = mutate(await readFile(base.path), random);
        const path = join(folder, `mutant-${index}`);
        await writeFile(path, mutant);
        const isRendered = index % renderEvery === 0;
        const outcome = await (isRendered ? render(path, store) : examine(path)).catch(
          (error: unknown) => `broke: ${String(error)}`,
        );
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (/^broke|^ffmpeg_/.test(outcome))
          wrong.push(`${index} (${base.name}, ${how}): ${outcome}`);
        await rm(path);
        if (index % wholeEvery !== 0) return;
        const problem = mismatch(base, await judge(base.path));
        if (problem !== null) wrong.push(problem);
      });
      const told = [...outcomes].map(([outcome, times]) => `${outcome} ${times}`).join(', ');
      process.stdout.write(`${count} mutants of seed ${seed}: ${told}\n`);
      expect(wrong).toEqual([]);
      expect(await bait.touches()).toEqual([]);
      expect(await readdir(join(folder, 'media/tmp'))).toEqual([]);
    },
    patienceMs,
  );
});

async function examine(path: string): Promise<string> {
  const { outcome, analysis } = await judge(path);
  return analysis ? 'taken' : outcome;
}

async function render(path: string, store: MediaStore): Promise<string> {
  try {
    const options = { places: placesIn(store), limitMs, isAnalysisWanted: true, timeoutMs: 60_000 };
    const made = await transcode(path, mp3Horn48k, options);
    await rm(made.path);
    return made.isOnTarget ? 'rendered' : 'rendered off target';
  } catch (error) {
    if (error instanceof MediaError) return error.code;
    throw error;
  }
}
