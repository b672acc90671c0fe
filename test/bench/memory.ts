import type { Bench } from './bench.ts';
import { measureServer } from './memory/server.ts';

/** What the server takes with 10,000 endpoints listening. */
export const run: Bench = async (options) => {
  const { connected, serverMb, eventLoopDelayP99Ms } = await measureServer(options);
  const short = [
    ...(serverMb > 350 ? ['the server takes more than 350 MB'] : []),
    ...(eventLoopDelayP99Ms > 25 ? ['event-loop delay p99 above 25 ms'] : []),
  ];
  const rounded = Math.round(eventLoopDelayP99Ms * 10) / 10;
  return { name: 'memory', figures: { connected, serverMb, eventLoopDelayP99Ms: rounded }, short };
};
