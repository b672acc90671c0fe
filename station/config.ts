import { z } from 'zod';

/** What the agent reads from the environment; all else is on its command line. */
export const stationEnv = z.object({
  LOA_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info'),
  /** Set by systemd for what it watches over. */
  NOTIFY_SOCKET: z.string().optional(),
  WATCHDOG_USEC: z.coerce.number().positive().optional(),
});
