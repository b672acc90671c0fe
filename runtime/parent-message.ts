import { z } from 'zod';

/** What a process tells the one that started it, over the IPC channel between them. */
export const parentMessage = z.object({
  type: z.literal('listening'),
  /** Where people reach the console: LOA_URL, or this machine by the port that is open. */
  url: z.url(),
  /** On this machine; stays the same over restarts. */
  port: z.int().min(1),
  /** One-time link for the first administrator; `null` once there is one. */
  setUpUrl: z.url().nullable(),
  /** The private recovery key, at the very first start alone: whoever is at the terminal writes it down. */
  recoveryKey: z.string().nullable(),
});
export type ParentMessage = z.output<typeof parentMessage>;

/** Sends the message if somebody started this process with an IPC channel; says whether it did. */
export function tellParent(message: ParentMessage): boolean {
  if (!process.send || !process.connected) return false;
  // A parent that has just gone is noticed by `disconnect`.
  process.send(message, undefined, undefined, () => {});
  return true;
}
