import { begin } from './0001-begin.ts';

/** In order; a landed migration is never changed, only followed. */
export const migrations = [begin];
