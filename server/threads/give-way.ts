import { constants, setPriority } from 'node:os';

/**
 * Lets the thread that calls wait where polls, alerts and people want the processor. On Linux a priority is a
 * thread's own (setpriority(2), "C library/kernel differences"); elsewhere it would be the whole server's.
 */
export function giveWay(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
