import { createHash } from 'node:crypto';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { performance } from 'node:perf_hooks';

/** The machine that figures were measured on. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryMb: number;
  node: string;
  /** Processes that wanted to run in the last minute, before the bench: 0 on an idle machine. */
  load: number;
  /** One core's speed at plain work, to compare machines by. */
  sha256MbPerSecond: number;
}

/** Describes this machine; takes about a second. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryMb: Math.round(totalmem() / 2 ** 20),
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    sha256MbPerSecond: Math.round(hashSpeed()),
  };
}

function hashSpeed(): number {
  const block = Buffer.alloc(2 ** 20);
  const hash = createHash('sha256');
  const start = performance.now();
  let blocks = 0;
  for (; performance.now() - start < 1_000; blocks += 1) hash.update(block);
  return (blocks / (performance.now() - start)) * 1_000;
}
