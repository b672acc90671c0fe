import { schedule } from 'node-cron';
import type { Logger } from '../runtime/log.ts';

/** Work that the clock drives. The database decides what is due: a body may run twice without harm. */
export interface Beat {
  name: string;
  /** With seconds; a beat that is missed is made up for by the next one. */
  cron: string;
  run: () => Promise<void>;
}

export interface Beats {
  keepHorizon: () => Promise<void>;
  turnTerritory: () => Promise<void>;
  keepRelays: () => Promise<void>;
  tellRelays: () => Promise<void>;
  retryCompile: () => Promise<void>;
  settleAsks: () => Promise<void>;
  keepHolidays: () => Promise<void>;
  noteReadiness: () => Promise<void>;
  watchOutages: () => Promise<void>;
  keepHealth: () => Promise<void>;
  sumUpAir: () => Promise<void>;
  eveningPush: () => Promise<void>;
  pushNew: () => Promise<void>;
  renewHeads: () => Promise<void>;
  tellKeys: () => Promise<void>;
  renewOutrun: () => Promise<void>;
  settleSilencing: () => Promise<void>;
  reconcile: () => Promise<void>;
  kick: () => void;
  keepLibrary: () => Promise<void>;
  finishUploads: () => Promise<void>;
  continueSample: () => Promise<void>;
  sweep: () => Promise<void>;
}

/** Everything that happens without anybody asking. */
export function clockWork(beats: Beats): Beat[] {
  return [
    { name: 'queue what is due', cron: '* * * * * *', run: async () => beats.kick() },
    { name: 'find work that the queue lost', cron: '*/5 * * * * *', run: beats.reconcile },
    { name: 'push new heads', cron: '*/10 * * * * *', run: beats.pushNew },
    { name: 'keep the horizon', cron: '0 * * * * *', run: beats.keepHorizon },
    { name: 'record relays', cron: '*/5 * * * * *', run: beats.keepRelays },
    { name: 'compile what relays became', cron: '*/5 * * * * *', run: beats.tellRelays },
    { name: 'answer by default', cron: '*/5 * * * * *', run: beats.settleAsks },
    { name: 'show the tree of today', cron: '2 * * * * *', run: beats.turnTerritory },
    { name: 'compile what failed', cron: '30 * * * * *', run: beats.retryCompile },
    { name: 'note who is ready', cron: '10,40 * * * * *', run: beats.noteReadiness },
    { name: 'look who is away', cron: '*/20 * * * * *', run: beats.watchOutages },
    { name: 'note how endpoints are', cron: '35 23 * * * *', run: beats.keepHealth },
    { name: 'sum up what was aired', cron: '7,37 * * * * *', run: beats.sumUpAir },
    { name: 'keep the holidays', cron: '25 3 * * * *', run: beats.keepHolidays },
    { name: 'push the coming days', cron: '15 * * * * *', run: beats.eveningPush },
    { name: 'renew heads', cron: '45 */10 * * * *', run: beats.renewHeads },
    { name: 'surpass lost heads', cron: '*/2 * * * * *', run: beats.renewOutrun },
    { name: 'tell of new keys', cron: '*/5 * * * * *', run: beats.tellKeys },
    { name: 'lock out who is silent', cron: '*/2 * * * * *', run: beats.settleSilencing },
    { name: 'keep the library', cron: '*/15 * * * * *', run: beats.keepLibrary },
    { name: 'go on with the sample', cron: '*/2 * * * * *', run: beats.continueSample },
    { name: 'finish uploads', cron: '20 * * * * *', run: beats.finishUploads },
    { name: 'sweep', cron: '50 7 * * * *', run: beats.sweep },
  ];
}

/** Starts the beats; a slow one is not started again before it has ended. */
export function startCron(work: readonly Beat[], log: Logger): { stop(): Promise<void> } {
  const running = new Map<string, Promise<void>>();
  const tasks = work.map(({ name, cron, run }) =>
    schedule(
      cron,
      () => {
        if (running.has(name)) return;
        const done = run()
          .catch((err: unknown) => log.error({ err, beat: name }, 'a beat failed'))
          .finally(() => running.delete(name));
        running.set(name, done);
      },
      { name, suppressMissedWarning: true, logger: toCronLogger(log) },
    ),
  );
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
      await Promise.all(running.values());
    },
  };
}

function toCronLogger(log: Logger) {
  return {
    info: () => {},
    debug: () => {},
    warn: (message: string) => log.warn({ message }, 'cron warns'),
    error: (err: string | Error) => log.error({ err }, 'cron fails'),
  };
}
