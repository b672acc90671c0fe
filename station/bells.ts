import type { Clock } from '../runtime/clock.ts';
import { createBell, type Bell } from './bell.ts';

const names = [
  'air',
  'poll',
  'objects',
  'files',
  'outbox',
  'status',
  'nudges',
  'enrol',
  'amplifier',
] as const;
type Name = (typeof names)[number];

/** One bell for each loop of the agent. */
export type Bells = Readonly<Record<Name, Bell>> & { ring(...which: Name[]): void };

export function createBells(clock: Clock): Bells {
  const entries = names.map((name) => [name, createBell(clock)] as const);
  const bells = Object.fromEntries(entries) as Record<Name, Bell>;
  return {
    ...bells,
    ring(...which) {
      for (const name of which) bells[name].ring();
    },
  };
}
