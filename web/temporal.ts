import type { Temporal as Polyfill } from 'temporal-polyfill';

/** The browser's own Temporal (Chromium from 144, Firefox from 139); others are brought theirs. */
const own = (globalThis as { Temporal?: typeof Polyfill }).Temporal;
export const Temporal: typeof Polyfill =
  own ?? (await import('temporal-polyfill/implementation')).Temporal;
