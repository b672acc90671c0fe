import { enFirst } from './en-first.ts';
import { enRest } from './en-rest.ts';

/** English: the same texts, for developers and guests. */
export const en = { ...enFirst, ...enRest };
