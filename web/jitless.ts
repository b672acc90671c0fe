import { z } from 'zod';

/** Before any schema exists: without it, zod tries `new Function`, which our content policy reports. */
export function goJitless(): void {
  z.config({ jitless: true });
}
