import type { Clock } from '../../runtime/clock.ts';
import type { Lifetime } from '../../runtime/lifecycle.ts';
import type { DemoFolder } from './demo-folder.ts';
import type { Terminal } from './terminal.ts';

/** What every step of the demo stands on. */
export interface Stage {
  clock: Clock;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  terminal: Terminal;
  folder: DemoFolder;
  env: NodeJS.ProcessEnv;
  /** IANA zone of the demo's stations. */
  zone: string;
  /** What to end and remove at the end, last first. */
  undo: Lifetime;
}
