import { extname } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a program of ours in a thread.
 * @param program its address without extension: as this file, it is either built, or source, which needs its loader
 */
export function startThread(program: URL, options: WorkerOptions): Worker {
  const extension = extname(import.meta.url);
  const { href } = new URL(`${program.href}${extension}`);
  if (extension === '.js') return new Worker(new URL(href), options);
  const load = `import('tsx/esm/api').then(({ register }) => (register(), import('${href}')))`;
  return new Worker(load, { ...options, eval: true });
}
