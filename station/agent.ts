import { lifetime, type RunningProcess } from '../runtime/lifecycle.ts';
import { keepLoops } from './keep-loops.ts';
import { loopsOf } from './loops.ts';
import { openParts, type AgentDeps } from './open-parts.ts';

/** Opens the agent, pairs it if need be, and lets it run. */
export async function startAgent(deps: AgentDeps, signal: AbortSignal): Promise<RunningProcess> {
  const life = lifetime();
  try {
    const parts = await openParts(deps, life, signal);
    life.add(() => parts.player.close());
    const loops = keepLoops(loopsOf({ ...deps, ...parts }), deps);
    life.add(() => loops.stop());
  } catch (error) {
    await life.dispose();
    throw error;
  }
  return { stop: () => life.dispose() };
}
