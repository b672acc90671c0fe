import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What the receivers' process saw. */
export interface Received {
  /** Distinct endpoints that got a push whose signature and hash are right, and said so. */
  good: number;
  /** Pushes that an endpoint got again after it had said that it holds it. */
  duplicates: number;
  /** Pushes whose signature is not right. */
  bad: number;
  refused: number;
}

/** Asks the receivers for what they saw since the last question. */
export async function receivedBy(receivers: ChildProcess, publicKey: string): Promise<Received> {
  const answer = once(receivers, 'message');
  receivers.send({ publicKey });
  const [received] = (await answer) as [Received];
  return received;
}
