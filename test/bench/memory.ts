import type { Bench } from './bench.ts';
import { measureAgent } from './memory/agent.ts';

/** What a process may hold: each part measures its own, and says what falls short. */
const parts = [measureAgent];

/** Memory, processor time and event-loop delay of what runs all day long. */
export const run: Bench = async (options) => {
  let figures: Record<string, number> = {};
  const short: string[] = [];
  for (const measure of parts) {
    const part = await measure(options);
    figures = { ...figures, ...part.figures };
    short.push(...part.short);
  }
  const delays = Object.entries(figures).filter(([name]) => name.endsWith('EventLoopDelayP99Ms'));
  const eventLoopDelayP99Ms = Math.max(...delays.map(([, value]) => value));
  return { name: 'memory', figures: { ...figures, eventLoopDelayP99Ms }, short };
};
