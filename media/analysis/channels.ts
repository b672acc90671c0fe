import type { Mix } from '../chain.ts';
import type { ChannelReading } from '../meters.ts';
import { decibels } from './levels.ts';

/** What is to be done about the channels of a sound. */
export interface ChannelVerdict {
  mix: Mix;
  /** The channels cancel each other. */
  areOpposed: boolean;
  /** The only channel with sound, where the others hold nothing. */
  isOnlyOneAlive: boolean;
}

// Channels that lie so far below the loudest one hold nothing that was meant to be heard.
const deadUnderDb = 40;
// A mix this far below its channels has lost them to each other; two independent channels lose 3 dB.
const cancelledDb = 12;

/** Judges the channels by their own levels and that of their average. */
export function judgeChannels(
  channels: readonly ChannelReading[],
  mixMeanDb: number,
): ChannelVerdict {
  const fine: ChannelVerdict = { mix: 'average', areOpposed: false, isOnlyOneAlive: false };
  if (channels.length < 2) return fine;
  // A constant offset is power, but no sound.
  const powers = channels.map(({ rmsDb, dcOffset }) =>
    Math.max(0, 10 ** (rmsDb / 10) - dcOffset ** 2 || 0),
  );
  const loudest = powers.reduce((best, power, at) => (power > (powers[best] ?? 0) ? at : best), 0);
  const most = powers[loudest] ?? 0;
  if (most === 0) return fine;
  const alive = powers.filter((power) => power > most * 10 ** (-deadUnderDb / 10));
  if (alive.length === 1) return { mix: loudest, areOpposed: false, isOnlyOneAlive: true };
  const meanDb = decibels(powers.reduce((sum, power) => sum + power, 0) / powers.length);
  // The more channels, the more their average loses without any harm.
  const lossDb = cancelledDb + 10 * Math.log10(channels.length / 2);
  if (meanDb - mixMeanDb <= lossDb) return fine;
  return { mix: loudest, areOpposed: true, isOnlyOneAlive: false };
}
