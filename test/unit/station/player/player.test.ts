import { expect, it } from 'vitest';
import { createLogger } from '../../../../runtime/log.ts';
import { createAirClock } from '../../../../station/clock/air-clock.ts';
import { Player } from '../../../../station/player/player.ts';
import type { Cue } from '../../../../core/station/held-entry.ts';

const noon = Date.UTC(2028, 1, 21, 5);

/** A player whose turn comes as late as may be, and a clock that is set by hand. */
function hold() {
  let elapsedMs = 0;
  const timers = new Set<{ at: number; wake: () => void }>();
  const clock = {
    now: () => noon + elapsedMs,
    monotonic: () => elapsedMs,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((wake, refuse) => {
        const timer = { at: elapsedMs + ms, wake };
        timers.add(timer);
        signal?.addEventListener('abort', () => {
          timers.delete(timer);
          refuse(new Error('called off'));
        });
      }),
  };
  const opened: number[] = [];
  const player = new Player({
    ...{ clock, air: createAirClock(clock), random: () => 0.999, volumePercent: 100, chime: null },
    log: createLogger({ name: 'test', level: 'silent' }),
    output: {
      ...{ startedAt: 0, aheadMs: 100 },
      write: () => Promise.resolve(true),
      close: () => Promise.resolve(),
    },
    openEntry: () => {
      opened.push(elapsedMs);
      return Promise.resolve(null);
    },
    events: {
      begun: () => Promise.resolve(),
      progress: () => Promise.resolve(),
      ended: () => Promise.resolve(),
    },
  });
  const pass = async (ms: number) => {
    elapsedMs += ms;
    for (const timer of timers) if (timer.at <= elapsedMs) timer.wake();
    await new Promise((done) => setImmediate(done));
  };
  return { player, opened, pass, timers };
}

const cueAt = (atMs: number): Cue => {
  const entry = {
    ...{ key: 'news-2028-02-21/0', occurrence: 'news-2028-02-21', title: 'Tin', startsAt: atMs },
    ...{ source: { type: 'media', profiles: {} } },
  };
  const held = { entry, playlist: 'p', heldSince: 0 } as unknown as Cue['held'];
  return { held, atMs, fromMs: 0, silentFrom: Infinity, cuts: false };
};

it('makes an entry ready at a moment of its own, seven seconds before it sounds at the latest', async () => {
  const { player, opened, pass } = hold();
  player.setCue(cueAt(noon + 15_000));
  await pass(7000);
  expect(opened).toEqual([]);
  await pass(1000);
  expect(opened).toEqual([8000]);
});

it('makes ready at once what sounds soon', async () => {
  const { player, opened, pass } = hold();
  player.setCue(cueAt(noon + 1500));
  await pass(0);
  expect(opened).toEqual([0]);
});

it('waits no longer for what comes to sound sooner', async () => {
  const { player, opened, pass } = hold();
  player.setCue(cueAt(noon + 15_000));
  await pass(1000);
  player.setCue(cueAt(noon + 4000));
  await pass(0);
  expect(opened).toEqual([1000]);
});

it('makes nothing ready any more that was dropped or when it closes', async () => {
  const { player, opened, pass, timers } = hold();
  player.setCue(cueAt(noon + 15_000));
  player.setCue(null);
  player.setCue(cueAt(noon + 15_000));
  await player.close();
  await pass(15_000);
  expect(opened).toEqual([]);
  expect(timers.size).toBe(0);
});
