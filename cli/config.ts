import { z } from 'zod';
import { secret } from '../runtime/env.ts';

/** What the supervisor reads; the processes that it starts read the rest. */
export const supervisorEnv = z.object({
  LOA_DATA: z.string().default('./data'),
  LOA_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  LOA_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info'),
  LOA_WORKERS: z.coerce.number().int().min(1).max(32).default(1),
  REDIS_URL: secret(z.string().optional()),
});
export type SupervisorEnv = z.output<typeof supervisorEnv>;
