import { systemClock } from '../../runtime/clock.ts';
import { createLogger } from '../../runtime/log.ts';
import type { OutputChoice } from '../../station/args.ts';
import { openOutput } from '../../station/output/open-output.ts';
import type { Output } from '../../station/output/output.ts';
import { afterTest } from './after-test.ts';

const log = createLogger({ name: 'station', level: 'silent' });

/** An output of the agent until the test ends, and what it complained of. */
export async function openedOutput(
  choice: OutputChoice,
): Promise<{ output: Output; faults: string[] }> {
  const faults: string[] = [];
  const onFault = (fault: unknown) => faults.push(String(fault));
  const output = await openOutput(choice, { clock: systemClock(), log, onFault });
  afterTest(() => output.close());
  return { output, faults };
}
