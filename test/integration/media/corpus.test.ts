import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { profileNames, type ProfileName } from '../../../core/recording/profiles.ts';
import { profiles } from '../../../media/profile.ts';
import { createMediaStore } from '../../../media/store.ts';
import { transcode } from '../../../media/transcode.ts';
import { corpusEntries, makeCorpus, type MadeEntry } from '../../corpus/corpus.ts';
import { judge, limitMs, mismatch, twoAtATime } from '../../corpus/judge.ts';
import { openBait, type OpenBait } from '../../corpus/open-bait.ts';
import { placesIn } from '../../support/places.ts';
import { readLoudness } from '../../support/sound.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';

// `LOA_CORPUS=full` renders everything that is taken after every profile; else a sample after one.
const isFull = process.env['LOA_CORPUS'] === 'full';
const patienceMs = isFull ? 30 * 60_000 : 4 * 60_000;
const shortestMeasuredMs = 3_000;

describe('the corpus', () => {
  let folder = '';
  let bait: OpenBait;
  let corpus: MadeEntry[] = [];
  const taken: MadeEntry[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loa-corpus-'));
    bait = await openBait(folder);
    corpus = await makeCorpus(folder, corpusEntries(bait));
    return async () => {
      bait.close();
      await rm(folder, { recursive: true, force: true });
    };
  }, patienceMs);

  it('holds at least 150 files, each under a name of its own', () => {
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
    expect(corpus.length).toBeGreaterThanOrEqual(150);
  });

  it(
    'gets the verdicts that it should, and nothing else is read or called',
    async () => {
      const wrong: string[] = [];
      await twoAtATime(corpus, async (entry) => {
        const verdict = await judge(entry.path);
        const problem = mismatch(entry, verdict);
        if (problem !== null) wrong.push(problem);
        const durationMs = verdict.analysis?.durationMs ?? 0;
        if (durationMs >= shortestMeasuredMs) taken.push(entry);
      });
      expect(wrong).toEqual([]);
      expect(await bait.touches()).toEqual([]);
    },
    patienceMs,
  );

  it.each(isFull ? profileNames : (['mp3-48k'] as const))(
    'sounds as it should where it is long enough (%s), as measured by another ffmpeg',
    async (name: ProfileName) => {
      const profile = profiles[name];
      const store = await createMediaStore(join(folder, `media-${name}`));
      const off: string[] = [];
      let measured = 0;
      await twoAtATime(isFull ? taken : taken.slice(0, 16), async (entry) => {
        const made = await transcode(entry.path, profile, { places: placesIn(store), limitMs });
        const isOffExpected = 'findings' in entry.expected && entry.expected.isOffTarget === true;
        if (made.durationMs < shortestMeasuredMs) return rm(made.path);
        const { lufs, truePeakDb } = await readLoudness(made.path);
        measured += 1;
        const isOff =
          !(Math.abs(lufs - profile.targetLufs) <= profile.toleranceLu) ||
          !(truePeakDb <= profile.ceilingDbtp);
        if (isOff !== isOffExpected || made.isOnTarget === isOff)
          off.push(`${entry.name}: ${lufs} LUFS, ${truePeakDb} dBTP in ${made.renders} renders`);
        await rm(made.path);
      });
      expect(off).toEqual([]);
      expect(measured).toBeGreaterThanOrEqual(10);
      expect(await readdir(join(folder, `media-${name}/tmp`))).toEqual([]);
      if (isFull) process.stdout.write(`${name}: ${measured} renditions measured\n`);
    },
    patienceMs,
  );
});
