import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { OutputChoice } from '../args.ts';
import { openAlsaCard } from './alsa-card.ts';
import type { Card } from './card.ts';
import { openCardOutput } from './card-output.ts';
import { openFifoCard } from './fifo-card.ts';
import { openNullOutput } from './null-output.ts';
import type { Output } from './output.ts';
import { openPulseCard } from './pulse-card.ts';
import { openWavOutput } from './wav-output.ts';

/** What comes late cannot sound on time any more; a stop must be heard soon. */
const cardAheadMs = 500;

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
    case 'alsa':
    case 'pulse':
    case 'fifo':
      return openCardOutput({
        open: () => openCard(choice, deps.clock),
        clock: deps.clock,
        aheadMs: cardAheadMs,
        onFault: deps.onFault,
        onOpen: () => deps.log.info({ output: choice }, 'output open'),
      });
  }
}

function openCard(
  choice: Extract<OutputChoice, { to: 'alsa' | 'pulse' | 'fifo' }>,
  clock: Clock,
): Card {
  switch (choice.to) {
    case 'alsa':
      return openAlsaCard(choice.device, { clock });
    case 'pulse':
      return openPulseCard(choice.sink, { clock });
    case 'fifo':
      return openFifoCard(choice.path);
  }
}
