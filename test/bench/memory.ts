import type { Bench } from './bench.ts';
import { measureAgent } from './memory/agent.ts';
import { measureServer } from './memory/server.ts';

const limits = { serverMb: 350, loopDelayMs: 25 };

/** What the server takes with 10,000 endpoints listening, and an agent that plays. */
export const run: Bench = async (options) => {
  const agent = await measureAgent(options);
  const server = await measureServer(options);
  const { agentEventLoopDelayP99Ms = NaN } = agent.figures;
  const short = [
    ...agent.short,
    ...(server.serverMb > limits.serverMb
      ? [`the server takes more than ${limits.serverMb} MB`]
      : []),
    ...(server.eventLoopDelayP99Ms > limits.loopDelayMs ? ["the server's loop runs late"] : []),
  ];
  const figures = {
    ...agent.figures,
    ...{ connected: server.connected, serverMb: server.serverMb },
    serverEventLoopDelayP99Ms: Math.round(server.eventLoopDelayP99Ms * 10) / 10,
    eventLoopDelayP99Ms: Math.max(agentEventLoopDelayP99Ms, server.eventLoopDelayP99Ms),
  };
  return { name: 'memory', figures, short };
};
