import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authRoutes } from '../../contract/http/auth.ts';
import type { RecordingAnswer } from '../../contract/http/recording.ts';
import { recordingRoutes } from '../../contract/http/recordings.ts';
import { systemClock } from '../../runtime/clock.ts';
import { createPerson, type Person } from '../support/person.ts';
import { seeded } from '../support/seeded.ts';
import type { Chaos } from './chaos.ts';
import { startLoaUnderFire, type LoaUnderFire } from './workers/loa-under-fire.ts';

const clock = systemClock();
const execute = promisify(execFile);
const killEveryMs = 5_000;
const limitMs = 25 * 60_000;

/**
 * 100 recordings of up to a minute and one of 15, two workers, one of the two killed every 5 s: all
 * become ready, each once, and none is given up.
 */
export const run: Chaos = async ({ seed, quick, say }) => {
  const next = seeded(seed);
  const lengths = quick
    ? Array.from({ length: 8 }, () => 5 + next(10)).concat(60)
    : Array.from({ length: 100 }, () => 10 + next(51)).concat(15 * 60);
  const folder = await mkdtemp(join(tmpdir(), 'loa-chaos-'));
  const loa = await startLoaUnderFire(join(folder, 'data'), 2);
  try {
    const person = await becomeFirst(loa);
    const beganMs = clock.monotonic();
    const fire = openFire(loa, next);
    for (const [index, seconds] of lengths.entries()) {
      const path = await makeSource(folder, { index, seconds });
      const bytes = new Uint8Array(await readFile(path));
      await rm(path);
      const fields = { areaId: person.me.grants[0]?.areaId ?? '', title: `Bài ${index}` };
      await person.upload(fields, { bytes, name: `bai-${index}.mp3` });
    }
    say(`${lengths.length} recordings are sent; seed ${seed}`);
    const recordings = await untilSettled(person, say);
    const kills = fire.cease();
    const seconds = Math.round((clock.monotonic() - beganMs) / 1000);
    const ready = recordings.filter(({ latest }) => latest.state === 'ready').length;
    const titles = new Set(recordings.map(({ title }) => title));
    const wrong = [
      ...recordings
        .filter(({ latest }) => latest.state !== 'ready')
        .map(({ title, latest }) => `${title} is ${latest.state}: ${latest.reason?.code ?? '-'}`),
      ...(recordings.length === lengths.length && titles.size === lengths.length
        ? []
        : [`${recordings.length} recordings of ${titles.size} titles, not ${lengths.length}`]),
    ];
    const figures = {
      recordings: recordings.length,
      minutes: Math.round(lengths.reduce((sum, length) => sum + length, 0) / 60),
      ready,
      kills,
      workerStarts: loa.starts(),
    };
    return { name: 'workers', seed, seconds, figures, wrong };
  } finally {
    await loa.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

async function becomeFirst({ origin, setUpToken }: LoaUnderFire): Promise<Person> {
  const person = createPerson(() => origin);
  const [login, password] = ['quan.tri', 'bốn con mèo mướp'];
  await person.call(authRoutes.setUp, {
    body: {
      ...{ token: setUpToken, login, password, name: 'Quản trị' },
      area: { code: '37', name: 'Tỉnh Ninh Bình', kind: 'tỉnh' },
    },
  });
  await person.signIn(login, password);
  return person;
}

/** Every 5 s the one or the other dies at once, whatever it does. */
function openFire(loa: LoaUnderFire, next: (limit: number) => number): { cease(): number } {
  let kills = 0;
  const timer = setInterval(() => {
    const workers = loa.workers();
    const victim = workers[next(2)];
    if (victim === undefined) return;
    process.kill(victim, 'SIGKILL');
    kills += 1;
  }, killEveryMs);
  return {
    cease: () => {
      clearInterval(timer);
      return kills;
    },
  };
}

/** Speech-like: a tone that swells like syllables, with pauses and some noise; each its own. */
async function makeSource(folder: string, { index, seconds }: { index: number; seconds: number }) {
  const path = join(folder, `${index}.mp3`);
  const hertz = 180 + index;
  const tone = `0.25*sin(2*PI*${hertz}*t)*(0.5+0.5*sin(2*PI*3*t))`;
  const noise = `0.1*random(0)*gt(sin(2*PI*0.7*t),-0.5)`;
  const source = `aevalsrc=${tone}+${noise}:s=22050:d=${seconds}`.replaceAll(',', '\\,');
  const output = ['-b:a', '64k', path];
  await execute('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...output]);
  return path;
}

/** Resolves when none waits for a worker any more, or when that takes too long. */
async function untilSettled(person: Person, say: (line: string) => void) {
  const limit = clock.monotonic() + limitMs;
  for (let look = 1; ; look += 1) {
    const { items } = await person.call(recordingRoutes.list, { query: { limit: 500 } });
    const open = items.filter(isWaiting).length;
    if (open === 0 || clock.monotonic() > limit) return items;
    if (look % 15 === 0) say(`${open} of ${items.length} wait`);
    await clock.sleep(1_000);
  }
}

function isWaiting({ latest }: RecordingAnswer): boolean {
  return latest.state === 'stored' || latest.state === 'checking';
}
