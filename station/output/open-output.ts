import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { OutputChoice } from '../args.ts';
import { openNullOutput } from './null-output.ts';
import type { Output } from './output.ts';
import { openWavOutput } from './wav-output.ts';

/** Opens what the command line chose. */
export async function openOutput(
  choice: OutputChoice,
  deps: { clock: Clock; log: Logger; onFault: (fault: unknown) => void },
): Promise<Output> {
  switch (choice.to) {
    case 'null':
      return openNullOutput(deps.clock, deps.log);
    case 'wav':
      return openWavOutput({ ...choice, clock: deps.clock, onFault: deps.onFault });
  }
}
