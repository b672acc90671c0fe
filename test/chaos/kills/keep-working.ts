import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Commune } from '../../../cli/demo/district.ts';
import type { People, Tree } from '../../../cli/demo/people.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { TestLoa } from '../../support/loa.ts';
import { approvedNoise, placeAt, type Placed } from '../../support/on-air.ts';

const run = promisify(execFile);

/** What was answered with yes. */
export interface Done {
  /** Titles of uploads. */
  uploads: string[];
  placed: Placed[];
  /** Calls that failed: the server was away. */
  failures: number;
}

interface WorkDeps {
  people: People;
  tree: Tree;
  communes: readonly Commune[];
  loa: TestLoa;
  zone: string;
  folder: string;
  next: (limit: number) => number;
  clock: Clock;
}

const airInSeconds = 25;
/** One sound is still on the air when the next is placed: none may take the other's. */
const restMs = 9000;

/** Uploads sounds and places what it has on the air, over and over; a call that fails is one that was not made. */
export async function keepWorking(deps: WorkDeps): Promise<{ stop(): Promise<Done> }> {
  const done: Done = { uploads: [], placed: [], failures: 0 };
  const { clock, people, tree, loa, folder } = deps;
  const library = { people, tree, origin: loa.origin, folder };
  const sound = await approvedNoise(library, { name: 'sound', seconds: 4, seed: 1 });
  const over = new AbortController();
  const isOver = () => over.signal.aborted;
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch {
      done.failures += 1;
    }
  };
  const running = (async () => {
    for (let index = 1; !isOver(); index += 1) {
      await attempt(async () => {
        await upload(deps, `Bài ${index}`, index, done);
      });
      await attempt(async () => {
        const { communes, zone } = deps;
        const given = { communes, zone, ownerAreaId: tree.provinceId, inSeconds: airInSeconds };
        done.placed.push(
          await placeAt(people, { ...given, title: `Tin ${index}`, recordings: [sound] }),
        );
      });
      await clock.sleep(restMs);
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await running;
      return done;
    },
  };
}

async function upload(
  { people, tree, folder, next }: WorkDeps,
  title: string,
  index: number,
  done: Done,
): Promise<void> {
  const file = join(folder, `upload-${index}.flac`);
  const seconds = 20 + next(60);
  const noise = `anoisesrc=d=${seconds}:c=pink:seed=${index}:r=24000:a=0.4`;
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', noise, file]);
  await people.author.upload(file, { areaId: tree.provinceId, title });
  done.uploads.push(title);
}
