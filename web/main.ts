import { z } from 'zod';

// Before any schema exists: with it, zod tries `new Function`, which our content policy reports.
z.config({ jitless: true });
const { startConsole } = await import('./start-console.ts');
await startConsole();
