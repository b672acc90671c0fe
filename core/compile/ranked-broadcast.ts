import type { Broadcast } from '../broadcast/broadcast.ts';

/** A broadcast with its owner's tier: 0 is the highest. */
export type RankedBroadcast = Broadcast & { rank: number };
