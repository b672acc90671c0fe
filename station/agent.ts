import { lifetime, type RunningProcess } from '../runtime/lifecycle.ts';
import { keepLoops } from './keep-loops.ts';
import { loopsOf } from './loops.ts';
import { openLocalPage } from './local/open-local.ts';
import { switchOff } from './amplifier/run-amplifier.ts';
import { openParts, type AgentDeps, type AgentParts } from './open-parts.ts';

/** Opens the agent, pairs it if need be, and lets it run. */
export async function startAgent(deps: AgentDeps, signal: AbortSignal): Promise<RunningProcess> {
  const life = lifetime();
  try {
    const parts = await openParts(deps, life, signal);
    life.add(() => parts.player.close());
    life.add(() => switchOff({ hooks: deps.options.hooks, log: deps.log }));
    deps.onStopSignal?.(() => parts.control.stop());
    const { pagePort } = deps.options;
    if (pagePort !== null) {
      const page = await openLocalPage(sourcesOf(deps, parts), pagePort);
      life.add(() => page.close());
    }
    const loops = keepLoops(loopsOf({ ...deps, ...parts }), deps);
    life.add(() => loops.stop());
  } catch (error) {
    await life.dispose();
    throw error;
  }
  return { stop: () => life.dispose() };
}

/** What the page at the loudspeaker is made of. */
function sourcesOf({ options, log }: AgentDeps, parts: AgentParts) {
  return {
    ...parts,
    log,
    contactedAt: () => parts.contact.at,
    dataFolder: options.data,
    output: options.output.to,
  };
}
